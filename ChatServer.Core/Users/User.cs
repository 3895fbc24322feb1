using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <summary>
/// Somebody with an id: the mailbox, and the connection through which they are logged in, if any. The lock guards all of it.
/// The locks of two users are never held at once.
/// </summary>
public sealed class User(string id)
{
    private volatile IUserConnection? _connection;

    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    internal Lock Lock { get; } = new();

    internal Mailbox Mailbox { get; } = new();

    /// <summary>Read without the lock by those who want to tell the user something.</summary>
    internal IUserConnection? Connection
    {
        get => _connection;
        set => _connection = value;
    }

    /// <summary>
    /// What is counted of what the user sends; looked up when it is first needed after a login. May be retired. Written and read by any thread.
    /// </summary>
    internal Sender? Sender { get; set; }

    /// <summary>To whom the user sent last: most send to the same again. May be retired. Written and read by any thread.</summary>
    internal User? RecentRecipient { get; set; }

    /// <summary>Messages wait for an id that has no account, although it could have one.</summary>
    internal bool IsUnknown { get; set; }

    /// <summary>The connection reads too slowly: delivery goes on when it has room.</summary>
    internal bool Stalled { get; set; }

    /// <summary>The next message is not durable yet: delivery goes on when it is.</summary>
    internal bool WaitsForStore { get; set; }

    /// <summary>Goes on with the delivery; created when it is first needed.</summary>
    internal ICommitObserver? StoreWaiter { get; set; }

    /// <summary>Names of the groups that the user is in; created when it is first needed.</summary>
    internal List<string>? Groups { get; set; }

    /// <summary>Out of the directory, because nobody is logged in, nothing is stored and the user is in no group: look the id up again.</summary>
    internal bool Retired { get; set; }

    /// <summary>
    /// Whether the calling thread holds the lock, that is, was called back by a connection that is being logged in or delivered to. What then takes
    /// locks of others, or must find the user in order, has to wait for another thread.
    /// </summary>
    public bool IsLockedByThisThread => Lock.IsHeldByCurrentThread;
}
