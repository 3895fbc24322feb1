using System.Net.Sockets;
using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>Opens connections to the database of the chat. Thread-safe.</summary>
internal sealed class Database
{
    private readonly string _connection;

    /// <summary>Reads the connection string. Opens nothing.</summary>
    /// <param name="connection">The connection string.</param>
    /// <exception cref="StoreException">The string is wrong.</exception>
    public Database(string connection)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connection);
        }
        catch (ArgumentException e)
        {
            throw new StoreException($"connection=\"...\" in <store> is wrong: {e.Message}", e);
        }

        if (string.IsNullOrEmpty(builder.Host))
            throw new StoreException("connection=\"...\" in <store> names no Host.");
        builder.SearchPath = string.IsNullOrEmpty(builder.SearchPath) ? "chat" : builder.SearchPath;
        builder.ApplicationName ??= "ChatServer";

        // Each thread keeps its own connection. A timeout of a command would send a cancellation, and a commit that is cancelled while it waits for a standby
        // is visible without the standby. A broken connection shows itself by keep-alive.
        builder.Pooling = false;
        builder.CommandTimeout = 0;
        builder.TcpKeepAlive = true;
        builder.TcpKeepAliveTime = 2;
        builder.TcpKeepAliveInterval = 1;
        builder.MaxAutoPrepare = 20;
        builder.AutoPrepareMinUsages = 1;
        builder.Enlist = false;

        // Of several hosts, the one that was a standby a moment ago may be the primary now.
        builder.HostRecheckSeconds = 0;
        if (!connection.Contains("timeout", StringComparison.OrdinalIgnoreCase))
            builder.Timeout = 3;
        Schema = builder.SearchPath.Split(',')[0].Trim().Trim('"');
        Place = $"the database {builder.Database ?? builder.Username} of {builder.Host}, schema {Schema},";
        _connection = builder.ConnectionString;
    }

    /// <summary>Name of the schema that has the tables.</summary>
    public string Schema { get; }

    /// <summary>Where the tables are, as text for people, without the password.</summary>
    public string Place { get; }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached.</exception>
    public NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(_connection);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether an exception shows that the database cannot be used at the moment.</summary>
    /// <param name="e">The exception.</param>
    public static bool IsFailure(Exception e)
        => e is NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException or InvalidOperationException;

    /// <summary>The reason of a failure as one line for people.</summary>
    /// <param name="e">The exception.</param>
    public static string Describe(Exception e) => e switch
    {
        PostgresException postgres => $"the database refuses: {postgres.MessageText}",
        { InnerException: SocketException socket } => $"the database cannot be reached: {socket.Message}",
        _ => $"the database cannot be reached: {e.Message}",
    };
}
