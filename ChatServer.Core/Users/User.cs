using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <summary>
/// A user: the id, the mailbox, and the connection through which the user is logged in, if any. The lock guards all of it.
/// A thread never holds the locks of two users at once.
/// </summary>
public sealed class User(string id)
{
    private volatile IUserConnection? _connection;

    /// <summary>The id, normalised.</summary>
    public string Id { get; } = id;

    internal Lock Lock { get; } = new();

    internal Mailbox Mailbox { get; } = new();

    /// <summary>The connection through which the user is logged in. Notifications to the user read it without the lock.</summary>
    internal IUserConnection? Connection
    {
        get => _connection;
        set => _connection = value;
    }

    /// <summary>Number of the login, which grows from login to login over all servers that share a store; 0 if the store is not shared.</summary>
    internal long Epoch { get; set; }

    /// <summary>
    /// The user's counts as a sender; looked up at the first use after a login. It may be retired. Any thread may read and write it.
    /// </summary>
    internal Sender? Sender { get; set; }

    /// <summary>
    /// The recipient of the user's last message. A cache, because most users send to the same recipient again. It may be retired.
    /// Any thread may read and write it.
    /// </summary>
    internal User? RecentRecipient { get; set; }

    /// <summary>Whether messages wait for this id although it has no account. True only if the id could have one.</summary>
    internal bool IsUnknown { get; set; }

    /// <summary>Whether the connection has no room. Delivery continues when it has room again.</summary>
    internal bool Stalled { get; set; }

    /// <summary>Whether delivery waits until the next message is durable.</summary>
    internal bool WaitsForStore { get; set; }

    /// <summary>The observer that continues delivery when the store has committed; created at the first use.</summary>
    internal ICommitObserver? StoreWaiter { get; set; }

    /// <summary>Names of the groups that the user is in; created at the first use.</summary>
    internal List<string>? Groups { get; set; }

    /// <summary>
    /// Whether this object is out of the directory, because the user is logged out, has no messages and is in no group. If so, look the id up again.
    /// </summary>
    internal bool Retired { get; set; }

    /// <summary>
    /// Whether the calling thread holds the lock. This is so when a connection calls back during its login or a delivery. Work that takes the locks of
    /// other users, or that needs the user in a consistent state, must then run on another thread.
    /// </summary>
    public bool IsLockedByThisThread => Lock.IsHeldByCurrentThread;
}
