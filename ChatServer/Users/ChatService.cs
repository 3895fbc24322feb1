using System.Collections.Concurrent;
using ChatServer.Configuration;
using ChatServer.Messages;
using ChatServer.Storage;

namespace ChatServer.Users;

/// <summary>
/// Who is logged in, and the way of messages from sender to recipient. Knows nothing of sockets, encodings or configuration files.
/// Thread-safe: all that concerns one user happens under that user's gate, one after another.
/// </summary>
public sealed partial class ChatService
{
    private readonly IStore _store;
    private readonly bool _wantsRecords;
    private readonly StoreLimits _limits;
    private readonly MessageQuota _quota;
    private readonly MessageIds _ids;
    private readonly MessageTracker _tracker;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.Ordinal);

    // Ids of users who are logged in, changed under their gates only.
    private readonly ConcurrentDictionary<string, bool> _online = new(StringComparer.Ordinal);
    private int _onlineCount;

    /// <summary>Makes a service without users and messages.</summary>
    /// <param name="store">Keeps what changes.</param>
    /// <param name="limits">How much is kept.</param>
    /// <param name="time">The clock.</param>
    public ChatService(IStore store, StoreLimits limits, TimeProvider time)
    {
        _store = store;
        _wantsRecords = store.WantsRecords;
        _limits = limits;
        _quota = new MessageQuota(limits);
        _ids = new MessageIds(time);
        _tracker = new MessageTracker(limits.RememberedMessages);
        _time = time;
    }

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

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long StoredCount => _quota.Messages;

    /// <summary>Characters that count towards <see cref="StoreLimits.MaxCharacters"/>.</summary>
    public long StoredCharacters => _quota.Characters;

    /// <summary>Number of users who are known: logged in, with unconfirmed messages, or in a group.</summary>
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
                user.Mailbox.Trim();
                ShowOnline(user.Id, false);
            }

            RetireIfUnused(user);
        }
    }

    // Members of the tutorial's group have no id that anybody could write to.
    private void ShowOnline(string id, bool isOnline)
    {
        if (TutorialId.IsOne(id))
            return;
        if (isOnline)
            _online[id] = true;
        else
            _online.TryRemove(id, out _);
        Interlocked.Add(ref _onlineCount, isOnline ? 1 : -1);
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
                ShowOnline(user.Id, true);
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

    // Whoever holds on to a retired user looks the id up again; so the directory grows with what is in use, not with what ever was.
    private void RetireIfUnused(User user)
    {
        if (user.Retired || user.Connection != null || user.Mailbox.Count > 0 || user.Groups is { Count: > 0 })
            return;
        user.Retired = true;

        // Or a user who is long gone would keep all who were before.
        user.RecentRecipient = null;
        _users.TryRemove(new KeyValuePair<string, User>(user.Id, user));
    }
}
