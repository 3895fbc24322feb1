using System.Collections.Concurrent;
using ChatServer.Messages;

namespace ChatServer.Users;

/// <summary>What became of a sent message.</summary>
public enum SendResult
{
    /// <summary>Stored, and on its way to the recipient, who is logged in.</summary>
    Delivering,

    /// <summary>Stored; the recipient is not logged in.</summary>
    StoredForLater,

    /// <summary>Not stored: the recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>Not stored: the server has too many unconfirmed messages.</summary>
    StoreFull,
}

/// <summary>
/// Who is logged in, and the way of messages from sender to recipient. Knows nothing of sockets, encodings or configuration files.
/// Thread-safe: all that concerns one user happens under that user's gate, one after another.
/// </summary>
public sealed class ChatService(IMessageStore store)
{
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.Ordinal);

    // Ids of users who are logged in, changed under their gates only.
    private readonly ConcurrentDictionary<string, bool> _online = new(StringComparer.Ordinal);
    private int _onlineCount;

    /// <summary>Number of users who are logged in.</summary>
    public int OnlineCount => Volatile.Read(ref _onlineCount);

    /// <summary>Ids of the users who are logged in, in no order; a live view.</summary>
    public IEnumerable<string> OnlineIds
    {
        get
        {
            foreach (KeyValuePair<string, bool> pair in _online)
                yield return pair.Key;
        }
    }

    /// <summary>Number of users who are known: logged in, or with unconfirmed messages.</summary>
    public int KnownCount => _users.Count;

    /// <summary>
    /// Logs a connection in. An earlier connection of the same user is kicked; of two that log in at the same instant one stays.
    /// Every unconfirmed message comes again, oldest first, before newer ones.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="connection">The connection. If it was logged in as somebody else, it leaves them.</param>
    public void LogIn(string id, IUserConnection connection)
    {
        if (connection.User is { } previous && previous.Id != id)
            LogOut(connection);

        IUserConnection? kicked;
        while (!TryLogIn(GetUser(id), connection, out kicked))
        {
        }

        kicked?.OnKicked();

        // A connection that ended meanwhile has logged out already, or is logged out here.
        Interlocked.MemoryBarrier();
        if (connection.HasEnded)
            LogOut(connection);
    }

    /// <summary>Logs a connection out, if it is logged in.</summary>
    /// <param name="connection">The connection.</param>
    public void LogOut(IUserConnection connection)
    {
        if (connection.User is not { } user)
            return;

        lock (user.Gate)
        {
            if (user.Connection == connection)
            {
                user.Connection = null;
                user.Stalled = false;
                _online.TryRemove(user.Id, out _);
                Interlocked.Decrement(ref _onlineCount);
            }

            RetireIfUnused(user);
        }
    }

    /// <summary>Stores a message and delivers it if its recipient is logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">Id of the recipient, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <returns>What became of it.</returns>
    public SendResult Send(User from, string to, string text)
    {
        while (true)
        {
            User recipient = GetUser(to);
            lock (recipient.Gate)
            {
                if (recipient.Retired)
                    continue;

                StoreResult stored = store.Add(recipient.Mailbox, from.Id, text);
                if (stored != StoreResult.Stored)
                {
                    RetireIfUnused(recipient);
                    return stored == StoreResult.RecipientFull ? SendResult.RecipientFull : SendResult.StoreFull;
                }

                return recipient.Connection != null && Deliver(recipient) ? SendResult.Delivering : SendResult.StoredForLater;
            }
        }
    }

    /// <summary>Removes a message for good.</summary>
    /// <param name="user">Who confirms; only their own messages can be removed.</param>
    /// <param name="id">The message.</param>
    /// <returns>Whether the user had it.</returns>
    public bool Confirm(User user, Guid id)
    {
        lock (user.Gate)
        {
            bool removed = store.Remove(user.Mailbox, id);
            RetireIfUnused(user);
            return removed;
        }
    }

    /// <summary>A connection that had no room for a message has room again.</summary>
    /// <param name="connection">The connection.</param>
    public static void ContinueDelivery(IUserConnection connection)
    {
        if (connection.User is not { } user)
            return;

        lock (user.Gate)
        {
            if (user.Connection != connection)
                return;
            user.Stalled = false;
            Deliver(user);
        }
    }

    private User GetUser(string id) => _users.GetOrAdd(id, static id => new User(id));

    private bool TryLogIn(User user, IUserConnection connection, out IUserConnection? kicked)
    {
        kicked = null;
        lock (user.Gate)
        {
            if (user.Retired)
                return false;

            // Kicked while its own next Check was on the way: the connection that kicked it stays.
            if (connection.IsKicked)
            {
                RetireIfUnused(user);
                return true;
            }

            if (user.Connection == null)
            {
                _online[user.Id] = true;
                Interlocked.Increment(ref _onlineCount);
            }
            else if (user.Connection != connection)
            {
                kicked = user.Connection;
                kicked.IsKicked = true;
            }

            user.Connection = connection;
            user.Stalled = false;
            connection.User = user;
            connection.OnLoggedIn();
            user.Mailbox.Rewind();
            Deliver(user);
            return true;
        }
    }

    // Everything that waits, as far as the connection takes it. Returns false if the connection is closing.
    private static bool Deliver(User user)
    {
        IUserConnection connection = user.Connection!;
        while (!user.Stalled && user.Mailbox.TryTakeNext(out StoredMessage message, out bool isReplay))
        {
            Delivery delivery = connection.Deliver(message, isReplay);
            if (delivery == Delivery.Sent)
                continue;

            user.Mailbox.StepBack();
            if (delivery == Delivery.Closed)
                return false;
            user.Stalled = true;
        }

        return true;
    }

    // Whoever holds on to a retired user looks the id up again; so the directory grows with what is in use, not with what ever was.
    private void RetireIfUnused(User user)
    {
        if (user.Retired || user.Connection != null || user.Mailbox.Count > 0)
            return;
        user.Retired = true;
        _users.TryRemove(new KeyValuePair<string, User>(user.Id, user));
    }
}
