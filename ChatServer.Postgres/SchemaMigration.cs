using System.Globalization;
using System.Reflection;
using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>Creates the tables and functions of the chat, and brings those of an earlier release up to date.</summary>
internal static class SchemaMigration
{
    /// <summary>Version of the schema that this program uses.</summary>
    public const int Version = 1;

    // Both halves of the advisory lock: the program, and the schema by its name.
    private const int LockClass = 0x43484154;

    /// <summary>Brings the schema up to date. Servers that start at the same time do so one after another.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="schema">Name of the schema.</param>
    /// <exception cref="StoreException">A newer program has changed the schema so that this one cannot use it.</exception>
    public static void Apply(NpgsqlConnection connection, string schema)
    {
        using NpgsqlTransaction transaction = connection.BeginTransaction();
        Execute(connection, $"select pg_advisory_xact_lock({LockClass}, hashtext($1))", schema);
        Execute(connection, $"create schema if not exists {Quote(schema)}");
        Execute(connection, "create table if not exists version (number int primary key, applied timestamptz not null default clock_timestamp())");
        int version = Read(connection);
        Refuse(version);
        while (version < Version)
        {
            Execute(connection, GetScript(++version));
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"insert into version (number) values ({version})"));
        }

        transaction.Commit();
    }

    /// <summary>Checks the schema without changing it.</summary>
    /// <param name="connection">An open connection.</param>
    /// <returns>Version of the schema; 0 if there is none yet.</returns>
    /// <exception cref="StoreException">A newer program has changed the schema so that this one cannot use it.</exception>
    public static int Check(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select to_regclass('version') is not null", connection);
        int version = command.ExecuteScalar() is true ? Read(connection) : 0;
        Refuse(version);
        return version;
    }

    private static void Refuse(int version)
    {
        if (version > Version)
            throw new StoreException($"the schema in the database has version {version}, and this program knows only versions up to {Version}: start a newer program.");
    }

    private static int Read(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand("select coalesce(max(number), 0) from version", connection);
        return (int)command.ExecuteScalar()!;
    }

    private static string GetScript(int version)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Schema/{version}.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = new NpgsqlCommand(sql, connection);
        foreach (object value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.ExecuteNonQuery();
    }

    private static string Quote(string name) => new NpgsqlCommandBuilder().QuoteIdentifier(name);
}
