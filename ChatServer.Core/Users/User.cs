using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <summary>
/// Somebody with an id: the mailbox, and the connection through which they are logged in, if any. The gate guards all of it.
/// No two gates of users are ever held at once.
/// </summary>
public sealed class User(string id)
{
    private volatile IUserConnection? _connection;

    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    internal Lock Gate { get; } = new();

    internal Mailbox Mailbox { get; } = new();

    // Read without the gate by who wants to tell the user something.
    internal IUserConnection? Connection
    {
        get => _connection;
        set => _connection = value;
    }

    /// <summary>What is counted of what the user sends; looked up when it is first needed after a login. May be retired. Written and read by any thread.</summary>
    internal Sender? Sender { get; set; }

    /// <summary>Messages wait for an id that has no account, although it could have one.</summary>
    internal bool IsUnknown { get; set; }

    /// <summary>The connection reads too slowly: delivery goes on when it has room.</summary>
    internal bool Stalled { get; set; }

    /// <summary>The next message is not durable yet: delivery goes on when it is.</summary>
    internal bool WaitsForStore { get; set; }

    /// <summary>Goes on with the delivery; made when it is first needed.</summary>
    internal ICommitObserver? StoreWaiter { get; set; }

    /// <summary>The groups that the user is in; made when it is first needed.</summary>
    internal List<Group>? Groups { get; set; }

    /// <summary>Out of the directory, because nobody is logged in, nothing is stored and the user is in no group: look the id up again.</summary>
    internal bool Retired { get; set; }
}
