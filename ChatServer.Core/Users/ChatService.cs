using System.Collections.Concurrent;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

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
    private readonly SenderTable _senders = new();
    private readonly SenderLimits _senderLimits;
    private readonly TimeProvider _time;
    private readonly MessageClock _clock;
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.Ordinal);

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
        _clock = new MessageClock(time, limits.MaxAge);
        _ids = new MessageIds(_clock);
        _tracker = new MessageTracker(limits.RememberedMessages, limits.RememberedMessagesPerSender, time);
        _senderLimits = new SenderLimits(limits);
        _time = time;
    }

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long StoredCount => _quota.Messages;

    /// <summary>Characters that count towards <see cref="StoreLimits.MaxCharacters"/>.</summary>
    public long StoredCharacters => _quota.Characters;

    /// <summary>Number of users who are known: logged in, with unconfirmed messages, or in a group.</summary>
    public int KnownCount => _users.Count;

    /// <summary>Whether somebody of an id is logged in, has unconfirmed messages or is in a group.</summary>
    /// <param name="id">The id, normalised.</param>
    public bool Knows(string id) => _users.ContainsKey(id);

    private User GetUser(string id) => _users.GetOrAdd(id, static id => new User(id));

    // Whoever holds on to a retired user looks the id up again; so the directory grows with what is in use, not with what ever was.
    private void RetireIfUnused(User user)
    {
        if (user.Retired || user.Connection != null || user.Mailbox.Count > 0 || user.Groups is { Count: > 0 })
            return;
        user.Retired = true;

        // Or a user who is long gone would keep all who were before.
        if (user.Sender is { } sender)
            sender.RecentRecipient = null;
        _users.TryRemove(new KeyValuePair<string, User>(user.Id, user));
    }
}
