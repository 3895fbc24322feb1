using ChatServer.Core;
using ChatServer.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChatServer.Postgres;

/// <summary>Opens the chat on a PostgreSQL database.</summary>
public static class PostgresChat
{
    /// <summary>Opens it: creates or updates the tables, registers the node, and reads the state.</summary>
    /// <param name="options">The options. The store is of the type <see cref="StoreType.Postgres"/>.</param>
    /// <param name="log">Receives the messages of the store.</param>
    /// <param name="ended">Called when this node must end; receives the reason as text for people.</param>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static LocalChat Open(LocalChatOptions options, ILogger log, Action<string>? ended = null)
    {
        var store = new PostgresStore(options.Store, options.Limits, log) { Ended = ended };
        LocalChat chat = LocalChat.Open(options, store, directory: store);
        store.Start(chat);
        return chat;
    }

    /// <summary>Checks the database without changing it.</summary>
    /// <param name="options">The options of the store.</param>
    /// <returns>What it found, as text for people.</returns>
    /// <exception cref="StoreException">The database cannot be used.</exception>
    public static string Check(StoreOptions options)
    {
        var database = new Database(options.Connection);
        try
        {
            using Npgsql.NpgsqlConnection connection = database.Open();
            int version = SchemaMigration.Check(connection);
            return version == 0 ? $"{database.Place} is empty; the start creates the tables." : $"{database.Place} has the schema of version {version}.";
        }
        catch (Exception e) when (Database.IsFailure(e))
        {
            throw new StoreException($"{database.Place} cannot be used: {Database.Describe(e)}", e);
        }
    }
}
