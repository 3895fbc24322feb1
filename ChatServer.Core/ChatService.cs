using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Logins;
using ChatServer.Core.Messages;
using ChatServer.Core.Settings;
using ChatServer.Core.Storage;
using ChatServer.Core.Transfer;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>
/// Facade of the chat domain: logins, delivery of messages from sender to recipient, and groups. It calls the classes that do the work.
/// Thread-safe: operations on one user run one after another under that user's lock.
/// </summary>
public sealed class ChatService : IStoreState
{
    private readonly IStore _store;
    private readonly Reloadable<StoreLimits> _limits;
    private readonly UserDirectory _users = new();
    private readonly RemoteUsers _remote = new();
    private readonly MessageClock _clock;
    private readonly MessageAdmission _admission;
    private readonly MessageTracker _tracker;
    private readonly MessageDelivery _delivery;
    private readonly DirectMessages _direct;
    private readonly MessageEnds _ends;
    private readonly MessageExpiry _expiry;
    private readonly MessagePurge _purge;
    private readonly MessageRecall _recall;
    private readonly MessageQueries _queries;
    private readonly GroupDirectory _groups;
    private readonly GroupMessages _groupMessages;
    private readonly LoginService _logins;
    private readonly ChatState _state;

    /// <summary>Creates a service without users and messages.</summary>
    /// <param name="store">Stores all changes.</param>
    /// <param name="limits">Maximum amounts of stored data.</param>
    /// <param name="time">The clock.</param>
    public ChatService(IStore store, Reloadable<StoreLimits> limits, TimeProvider time)
    {
        _store = store;
        _limits = limits;
        _clock = new MessageClock(time, limits.Value.MaxAge);
        var ids = new MessageIds(_clock);
        _admission = new MessageAdmission(limits);
        _tracker = new MessageTracker(limits.Value.RememberedMessages, limits.Value.RememberedMessagesPerSender, time);
        var copies = new GroupCopies(_admission);
        _delivery = new MessageDelivery(store, _users, _tracker, Counts, time);
        _direct = new DirectMessages(store, _users, _admission, _tracker, ids, _clock, _delivery, Counts, _remote);
        _ends = new MessageEnds(store, _users, _admission, _tracker, copies, Counts, time);
        _expiry = new MessageExpiry(store, _users, _clock, _ends, _direct, _admission);
        _purge = new MessagePurge(store, _users, _ends, Counts);
        _queries = new MessageQueries(store, _tracker, copies);
        _groups = new GroupDirectory(store, limits, _users, _admission, ids, _remote);
        _recall = new MessageRecall(store, _users, _groups, _ends, _tracker, Counts, limits, time);
        _groupMessages = new GroupMessages(store, _groups, _admission, _tracker, copies, ids, _clock, _delivery);
        _logins = new LoginService(_users, _admission, _delivery);
        Transfer = new MessageTransfer(store, _users, _groups, _admission, _tracker, copies, ids, _delivery, time);
        Replica = new ChatReplica(_users, _remote, _groups, _admission, _tracker, copies, _ends, _delivery, _logins, ids);
        _state = new ChatState(_users, _groups, _admission, _tracker, copies, _ends, ids, _clock, time);
    }

    /// <summary>The changes that other servers with the same store have made.</summary>
    internal ChatReplica Replica { get; }

    /// <summary>The known users.</summary>
    internal UserDirectory Users => _users;

    /// <summary>
    /// Returns whether an id could have an account but has none; <see langword="null"/> if there are no such ids. Set it before the service is used.
    /// It is called under a user's lock and must not block.
    /// </summary>
    public Func<string, bool>? IsUnknownId
    {
        get => _admission.IsUnknownId;
        init => _admission.IsUnknownId = value;
    }

    /// <summary>
    /// Returns whether an id belongs to the server; <see langword="null"/> if there are no such ids. Such an id cannot have an account, is never
    /// listed as online, and gets no notices. Must not block. Set it before the service is used.
    /// </summary>
    public Func<string, bool>? IsInternalId
    {
        get => _admission.IsInternalId;
        init => _admission.IsInternalId = value;
    }

    /// <summary>Counts messages by result, since the start of the process.</summary>
    public MessageCounts Counts { get; } = new();

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long StoredCount => _admission.Messages;

    /// <summary>Whether memory is short, so that new messages are refused as if the server were full.</summary>
    public bool IsMemoryShort
    {
        get => _admission.IsMemoryShort;
        set => _admission.IsMemoryShort = value;
    }

    /// <summary>Characters that count towards <see cref="StoreLimits.MaxCharacters"/>.</summary>
    public long StoredCharacters => _admission.Characters;

    /// <summary>Number of unconfirmed messages to ids without an account.</summary>
    public long UnknownCount => _admission.Unknown;

    /// <summary>Number of users in memory: logged in, with unconfirmed messages, or in a group.</summary>
    public int KnownCount => _users.Count;

    /// <summary>Number of users who are logged in, here or at other servers.</summary>
    public int OnlineCount => _logins.OnlineCount + _remote.Count;

    /// <summary>Number of groups.</summary>
    public int GroupCount => _groups.Count;

    /// <summary>Number of users who are logged in here.</summary>
    public int LocalOnlineCount => _logins.OnlineCount;

    /// <summary>Ids of the users who are logged in, here or at other servers, in no order; a live view.</summary>
    public IEnumerable<string> OnlineIds => _remote.Count == 0 ? _logins.OnlineIds : _logins.OnlineIds.Union(_remote.Ids);

    /// <summary>Whether a user is logged in, here or at another server.</summary>
    /// <param name="id">The user's id, normalised.</param>
    public bool IsOnline(string id) => ConnectionOf(id) != null || _remote.Has(id);

    /// <summary>The counts of each sender.</summary>
    public SenderTable Senders => _admission.Senders;

    /// <summary>The limits for one sender and for one address.</summary>
    public SenderLimits SenderLimits => _admission.SenderLimits;

    /// <summary>Whether the user of an id is logged in, has unconfirmed messages or is in a group.</summary>
    /// <param name="id">The id, normalised.</param>
    public bool Knows(string id) => _users.Find(id) != null;

    /// <summary>Lists users who are logged in.</summary>
    /// <param name="max">Maximum number of ids in the list, which is sorted.</param>
    public OnlineUsers GetOnline(int max)
    {
        string[] ids = [.. OnlineIds.Take(max)];
        Array.Sort(ids, StringComparer.Ordinal);
        return new OnlineUsers(Math.Max(ids.Length, OnlineCount), ids);
    }

    /// <summary>Lists which of the given users are logged in.</summary>
    /// <param name="ids">The ids, normalised.</param>
    public OnlineUsers GetOnline(IReadOnlyCollection<string> ids)
    {
        string[] online = [.. ids.Where(IsOnline).Distinct().Order(StringComparer.Ordinal)];
        return new OnlineUsers(online.Length, online);
    }

    /// <summary>The connection through which a user is logged in here; <see langword="null"/> if there is none.</summary>
    /// <param name="id">The user's id, normalised.</param>
    public IUserConnection? ConnectionOf(string id) => _users.FindConnection(id);

    /// <summary>
    /// Logs a connection in and kicks an earlier connection of the same user. If two connections log in at the same instant, one stays.
    /// All unconfirmed messages are delivered again, oldest first, before newer ones.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="connection">The connection. If it is logged in as another user, it is logged out first.</param>
    /// <param name="epoch">See <see cref="User.Epoch"/>.</param>
    /// <returns>Whether the connection is logged in: <see langword="false"/> if it was kicked or had ended before.</returns>
    public bool LogIn(string id, IUserConnection connection, long epoch = 0) => _logins.LogIn(id, connection, epoch);

    /// <summary>
    /// Logs a connection out, if it is logged in. If it is called back during a login or a delivery of the same user, the logout runs later on another thread.
    /// </summary>
    /// <param name="connection">The connection.</param>
    public void LogOut(IUserConnection connection) => _logins.LogOut(connection);

    /// <summary>Continues delivery to a connection that had no room for a message and has room again.</summary>
    /// <param name="connection">The connection.</param>
    public void ContinueDelivery(IUserConnection connection) => _delivery.Continue(connection);

    /// <summary>Stores a message and delivers it if its recipient is logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">Id of the recipient, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">
    /// Whether the server reports the delivery and the end of the message to the sender. Such a message is delivered only when it is durable.
    /// Therefore what the server reports to the sender and what the recipient has seen never differ.
    /// </param>
    /// <param name="reference">
    /// The sender's own name for the message. A second message with the same reference is not stored. A message with a reference is tracked.
    /// </param>
    /// <returns>The result.</returns>
    public SendOutcome Send(User from, string to, string text, bool isTracked = false, string? reference = null)
    {
        _direct.Send(from, to, text, isTracked, reference, out SendOutcome outcome);
        Counts.AddSent(outcome.Result, isToGroup: false);
        return outcome;
    }

    /// <summary>Stores a message for all other members of a group, and delivers it to those who are logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">See <see cref="Send"/>.</param>
    /// <param name="reference">See <see cref="Send"/>.</param>
    /// <returns>The result.</returns>
    public SendOutcome Say(User from, string name, string text, bool isTracked = false, string? reference = null)
    {
        SendOutcome outcome = _groupMessages.Say(from, name, text, isTracked, reference);
        Counts.AddSent(outcome.Result, isToGroup: true);
        return outcome;
    }

    /// <summary>Looks for a message that a user has sent with a reference.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for the message.</param>
    /// <param name="outcome">The outcome to report for a second message with this reference.</param>
    /// <returns>Whether there is such a message.</returns>
    public bool TryFindRepeated(User from, string reference, out SendOutcome outcome)
    {
        bool isRepeated = _queries.TryFindRepeated(from, reference, out outcome);
        if (isRepeated)
            Counts.AddSent(SendResult.Repeated, isToGroup: false);
        return isRepeated;
    }

    /// <summary>Confirms a message: removes it for good.</summary>
    /// <param name="user">The user who confirms. Users can confirm only messages in their own mailboxes.</param>
    /// <param name="id">The message.</param>
    /// <returns>Number of messages that were removed: 0 if the user does not have the message.</returns>
    public EndOutcome Confirm(User user, Guid id) => _ends.Confirm(user, id);

    /// <summary>Confirms all messages that were delivered to the user's connection.</summary>
    /// <param name="user">The user who confirms.</param>
    /// <param name="connection">The connection through which the user confirms. Another connection of the user may have received other messages.</param>
    /// <returns>Number of messages that were removed.</returns>
    public EndOutcome ConfirmDelivered(User user, IUserConnection connection) => _ends.ConfirmDelivered(user, connection);

    /// <summary>See <see cref="IChat.RecallAsync"/>.</summary>
    /// <param name="sender">The user who has sent the message.</param>
    /// <param name="id">The message.</param>
    public RecallOutcome Recall(User sender, Guid id) => _recall.Recall(sender, id);

    /// <summary>A user's own unconfirmed messages, oldest first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="max">Maximum number of ids in the list.</param>
    /// <param name="count">Number of unconfirmed messages.</param>
    public static IReadOnlyList<StoredMessage> Pending(User user, int max, out int count) => MessageQueries.Pending(user, max, out count);

    /// <summary>
    /// Returns the history of a message. The recipient can always ask; the sender can ask if the message was sent with receipts on or with a reference.
    /// </summary>
    /// <param name="user">The user who asks.</param>
    /// <param name="id">The message.</param>
    /// <returns>The history; <see langword="null"/> if the message is not known or the user is neither its sender nor its recipient.</returns>
    public MessageTrace? Trace(User user, Guid id) => _queries.Trace(user, id);

    /// <summary>Adds a user to a group; creates the group if it does not exist. Notifies the other members who are online.</summary>
    /// <param name="user">The user, who is logged in.</param>
    /// <param name="name">Name of the group, normalised.</param>
    public GroupOutcome Join(User user, string name) => _groups.Join(user, name);

    /// <summary>Removes a user from a group. Notifies the other members who are online. The user's unconfirmed messages stay.</summary>
    /// <param name="user">The user.</param>
    /// <param name="name">Name of the group, normalised.</param>
    public GroupOutcome Leave(User user, string name) => _groups.Leave(user, name);

    /// <summary>Removes a user whose account is removed from all groups.</summary>
    /// <param name="id">Id of the user, normalised.</param>
    public void LeaveAll(string id) => _groups.LeaveAll(id);

    /// <summary>The groups of a user, sorted by name.</summary>
    /// <param name="user">The user.</param>
    public IReadOnlyList<GroupInfo> GroupsOf(User user) => _groups.GetGroups(user);

    /// <summary>Lists the members of a group. Only a member may ask.</summary>
    /// <param name="user">The user who asks.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <param name="max">Maximum number of ids in the list.</param>
    /// <param name="members">The members.</param>
    /// <returns>Whether the user is a member.</returns>
    public bool TryGetMembers(User user, string name, int max, [NotNullWhen(true)] out GroupMembers? members)
        => _groups.TryGetMembers(user, name, max, out members);

    /// <summary>Number of members of a group; 0 if the group does not exist. Read without a lock, so it may be slightly out of date.</summary>
    /// <param name="name">Name of the group, normalised.</param>
    public int MemberCount(string name) => _groups.GetMemberCount(name);

    /// <summary>Ids of all users who are in at least one group.</summary>
    public IReadOnlyCollection<string> MemberIds() => _groups.GetMemberIds();

    /// <summary>Applies a rate limit to the messages of a user, over all connections.</summary>
    /// <param name="user">The user.</param>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="count">Number of messages.</param>
    /// <param name="wait">If the messages exceed the rate: how many milliseconds to wait before they may be sent.</param>
    /// <returns>Whether they may be sent now.</returns>
    public bool TryTakeRate(User user, Rate rate, long now, int count, out long wait) => _admission.GetSender(user).TryTakeRate(rate, now, count, out wait);

    /// <summary>Updates the counts after an account was created or removed.</summary>
    /// <param name="id">The id, normalised.</param>
    public void OnAccountChanged(string id)
    {
        if (_users.Find(id) is not { } user)
            return;
        lock (user.Lock)
            _admission.SetUnknown(user, user.Connection == null && _admission.IsUnknown(id));
    }

    /// <summary>Counts the messages to ids without an account. Called when everything was read from the store.</summary>
    public void CountUnknown()
    {
        foreach (User user in _users.All)
            OnAccountChanged(user.Id);
    }

    /// <summary>Summarizes the mailbox of a user.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <returns><see langword="null"/> if the user is not in memory: not logged in, no unconfirmed messages, in no group.</returns>
    public MailboxSummary? FindMailbox(string id)
    {
        if (_users.Find(id) is not { } user)
            return null;
        lock (user.Lock)
        {
            Mailbox mailbox = user.Mailbox;
            mailbox.TryPeekOldest(out StoredMessage? oldest, out _);
            return new MailboxSummary(id, user.Connection != null || _remote.Has(id), mailbox.Count, mailbox.Characters, oldest?.Time, oldest?.From, user.Groups?.Count ?? 0);
        }
    }

    /// <summary>Lists the groups, those with the most members first.</summary>
    /// <param name="max">Maximum number of groups.</param>
    public IReadOnlyList<GroupInfo> ListGroups(int max)
        =>
        [
            .. _groups.All.Select(group => new GroupInfo(group.Name, group.MemberCount)).Where(group => group.Members > 0)
            .OrderByDescending(group => group.Members).ThenBy(group => group.Name, StringComparer.Ordinal).Take(max),
        ];

    /// <summary>Expires old unconfirmed messages. Their senders get a notice, as a message from <see cref="ServerNotice.Sender"/>.</summary>
    /// <param name="age">Messages that are older expire.</param>
    /// <param name="max">Approximate maximum number of messages.</param>
    /// <returns>Number of expired messages; 0 while the store cannot write.</returns>
    public int ExpireOlderThan(TimeSpan age, int max = int.MaxValue)
    {
        int count = _expiry.ExpireOlderThan(age, max);
        Counts.AddExpired(count);
        return count;
    }

    /// <summary>Removes all unconfirmed messages to a user. Notifies the senders that have receipts on.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">The store cannot write. Messages that were not removed yet stay.</exception>
    public Task<PurgeResult> PurgeToAsync(string id) => _purge.PurgeToAsync(id);

    /// <summary>Removes all unconfirmed messages that a user has sent. Notifies the user if receipts are on.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">The store cannot write. Messages that were not removed yet stay.</exception>
    public Task<PurgeResult> PurgeFromAsync(string id) => _purge.PurgeFromAsync(id);

    /// <summary>Removes messages to and from a user, notices that name the user, memberships and references. The user must be logged out.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <returns>The messages that waited for the user, and those that waited for others.</returns>
    /// <exception cref="StoreException">The store cannot write. Messages that were not removed yet stay.</exception>
    public async Task<(PurgeResult To, PurgeResult From)> ForgetAsync(string id)
    {
        PurgeResult to = await _purge.PurgeToAsync(id).ConfigureAwait(false);
        PurgeResult from = await _purge.PurgeTracesAsync(id).ConfigureAwait(false);
        LeaveAll(id);
        _tracker.ForgetUser(id);
        return (to, from);
    }

    /// <summary>Reads and adds users, groups and messages as an export has them.</summary>
    internal MessageTransfer Transfer { get; }

    /// <summary>Stores the clock that measures message ages, if any message needs it after a restart.</summary>
    public void KeepAge()
    {
        if (_store.WantsRecords && StoredCount > 0 && _store.Condition != StoreCondition.Failing)
            _store.Append(new StoreRecord { Kind = RecordKind.AgeKept, Time = _clock.Now().Age });
    }

    /// <summary>Removes data that is no longer needed. Call it about once a second; most calls do nothing.</summary>
    /// <param name="now">The current time, by <see cref="Environment.TickCount64"/>.</param>
    public void Sweep(long now)
    {
        if (_admission.Senders.Sweep(now))
            _tracker.ForgetOlderThan(_limits.Value.RememberedAge);
    }

    /// <inheritdoc/>
    public void Apply(in StoreRecord record) => _state.Apply(record);

    /// <inheritdoc/>
    public IEnumerable<StoreRecord> Snapshot() => _state.Snapshot();
}
