using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Logins;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>
/// Who is logged in, and the way of messages from sender to recipient: one entrance to the classes that do it. Thread-safe: all that concerns one user
/// happens under that user's lock, one after another.
/// </summary>
public sealed class ChatService : IStoreState
{
    private readonly IStore _store;
    private readonly StoreLimits _limits;
    private readonly UserDirectory _users = new();
    private readonly MessageClock _clock;
    private readonly MessageAdmission _admission;
    private readonly MessageTracker _tracker;
    private readonly MessageDelivery _delivery;
    private readonly DirectMessages _direct;
    private readonly MessageEnds _ends;
    private readonly MessageExpiry _expiry;
    private readonly MessagePurge _purge;
    private readonly MessageQueries _queries;
    private readonly GroupDirectory _groups;
    private readonly GroupMessages _groupMessages;
    private readonly LoginService _logins;
    private readonly ChatState _state;

    /// <summary>Creates a service without users and messages.</summary>
    /// <param name="store">Keeps what changes.</param>
    /// <param name="limits">How much is kept.</param>
    /// <param name="time">The clock.</param>
    public ChatService(IStore store, StoreLimits limits, TimeProvider time)
    {
        _store = store;
        _limits = limits;
        _clock = new MessageClock(time, limits.MaxAge);
        var ids = new MessageIds(_clock);
        _admission = new MessageAdmission(limits);
        _tracker = new MessageTracker(limits.RememberedMessages, limits.RememberedMessagesPerSender, time);
        var copies = new GroupCopies(_admission);
        _delivery = new MessageDelivery(store, _users, _tracker, Counts, time);
        _direct = new DirectMessages(store, _users, _admission, _tracker, ids, _clock, _delivery, Counts);
        _ends = new MessageEnds(store, _users, _admission, _tracker, copies, Counts, time);
        _expiry = new MessageExpiry(store, _users, _clock, _ends, _direct, _admission);
        _purge = new MessagePurge(store, _users, _ends, Counts);
        _queries = new MessageQueries(store, _tracker, copies);
        _groups = new GroupDirectory(store, limits, _users, _admission, ids);
        _groupMessages = new GroupMessages(store, _groups, _admission, _tracker, copies, ids, _clock, _delivery);
        _logins = new LoginService(_users, _admission, _delivery);
        _state = new ChatState(_users, _groups, _admission, _tracker, copies, _ends, ids, _clock, time);
    }

    /// <summary>
    /// Tells whether an id could have an account, and has none; <see langword="null"/> if there are no such ids. Called under a user's lock: must not block. Set
    /// before the service is used.
    /// </summary>
    public Func<string, bool>? IsUnknownId
    {
        get => _admission.IsUnknownId;
        init => _admission.IsUnknownId = value;
    }

    /// <summary>
    /// Tells whether an id is the server's own: no account can have it, nobody is shown that it is online, and it gets no notices. <see langword="null"/> if
    /// there are none. Must not block. Set before the service is used.
    /// </summary>
    public Func<string, bool>? IsInternalId
    {
        get => _admission.IsInternalId;
        init => _admission.IsInternalId = value;
    }

    /// <summary>What became of messages.</summary>
    public MessageCounts Counts { get; } = new();

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long StoredCount => _admission.Messages;

    /// <summary>Characters that count towards <see cref="StoreLimits.MaxCharacters"/>.</summary>
    public long StoredCharacters => _admission.Characters;

    /// <summary>Messages that wait for ids without an account.</summary>
    public long UnknownCount => _admission.Unknown;

    /// <summary>Number of users who are known: logged in, with unconfirmed messages, or in a group.</summary>
    public int KnownCount => _users.Count;

    /// <summary>Number of users who are logged in.</summary>
    public int OnlineCount => _logins.OnlineCount;

    /// <summary>Number of groups.</summary>
    public int GroupCount => _groups.Count;

    /// <summary>Ids of the users who are logged in, in no order; a live view.</summary>
    public IEnumerable<string> OnlineIds => _logins.OnlineIds;

    /// <summary>What is counted for each sender.</summary>
    public SenderTable Senders => _admission.Senders;

    /// <summary>How much one sender may have.</summary>
    public SenderLimits SenderLimits => _admission.SenderLimits;

    /// <summary>Whether somebody of an id is logged in, has unconfirmed messages or is in a group.</summary>
    /// <param name="id">The id, normalised.</param>
    public bool Knows(string id) => _users.Find(id) != null;

    /// <summary>The connection through which somebody is logged in; <see langword="null"/> if they are not.</summary>
    /// <param name="id">Their id, normalised.</param>
    public IUserConnection? ConnectionOf(string id) => _users.FindConnection(id);

    /// <summary>
    /// Logs a connection in. An earlier connection of the same user is kicked; of two that log in at the same instant one stays.
    /// Every unconfirmed message comes again, oldest first, before newer ones.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="connection">The connection. If it was logged in as somebody else, it leaves them.</param>
    /// <returns>Whether it was logged in. It was not if it had been kicked or had ended before.</returns>
    public bool LogIn(string id, IUserConnection connection) => _logins.LogIn(id, connection);

    /// <summary>Logs a connection out, if it is logged in; a little later if it is called back from a login or a delivery of the same user.</summary>
    /// <param name="connection">The connection.</param>
    public void LogOut(IUserConnection connection) => _logins.LogOut(connection);

    /// <summary>A connection that had no room for a message has room again.</summary>
    /// <param name="connection">The connection.</param>
    public void ContinueDelivery(IUserConnection connection) => _delivery.Continue(connection);

    /// <summary>Stores a message and delivers it if its recipient is logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">Id of the recipient, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">
    /// Whether the sender is told what becomes of it. It is delivered when it is durable then, so that what the sender is told and what
    /// the recipient has seen never differ.
    /// </param>
    /// <param name="reference">The sender's own name for the message: a second message of the same name is not stored. It makes a message tracked.</param>
    /// <returns>What became of it.</returns>
    public SendOutcome Send(User from, string to, string text, bool isTracked = false, string? reference = null)
    {
        SendOutcome outcome = _direct.Send(from, to, text, isTracked, reference);
        Counts.AddSent(outcome.Result, isToGroup: false);
        return outcome;
    }

    /// <summary>Stores a message for all other members of a group, and delivers it to those who are logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">As for <see cref="Send"/>.</param>
    /// <param name="reference">As for <see cref="Send"/>.</param>
    /// <returns>What became of it.</returns>
    public SendOutcome Say(User from, string name, string text, bool isTracked = false, string? reference = null)
    {
        SendOutcome outcome = _groupMessages.Say(from, name, text, isTracked, reference);
        Counts.AddSent(outcome.Result, isToGroup: true);
        return outcome;
    }

    /// <summary>Looks for a message that a user has sent with a reference.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for the message.</param>
    /// <param name="outcome">What a second message of this reference is told.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFindRepeated(User from, string reference, out SendOutcome outcome)
    {
        bool isRepeated = _queries.TryFindRepeated(from, reference, out outcome);
        if (isRepeated)
            Counts.AddSent(SendResult.Repeated, isToGroup: false);
        return isRepeated;
    }

    /// <summary>Removes a message for good.</summary>
    /// <param name="user">Who confirms; only their own messages can be removed.</param>
    /// <param name="id">The message.</param>
    /// <returns>Whether the user had it.</returns>
    public EndOutcome Confirm(User user, Guid id) => _ends.Confirm(user, id);

    /// <summary>Removes every message that was delivered to the user's connection.</summary>
    /// <param name="user">Who confirms.</param>
    /// <param name="connection">Through which connection: another one of the user may have got others.</param>
    /// <returns>How many there were.</returns>
    public EndOutcome ConfirmDelivered(User user, IUserConnection connection) => _ends.ConfirmDelivered(user, connection);

    /// <summary>A user's own unconfirmed messages, oldest first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="max">Maximum number of ids in the list.</param>
    /// <param name="count">How many there are.</param>
    public static IReadOnlyList<StoredMessage> Pending(User user, int max, out int count) => MessageQueries.Pending(user, max, out count);

    /// <summary>The life of a message, for its recipient, and for its sender if it was sent with receipts on or with a reference.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="id">The message.</param>
    /// <returns>What is known; <see langword="null"/> if nothing is, or if it is none of the user's business.</returns>
    public MessageTrace? Trace(User user, Guid id) => _queries.Trace(user, id);

    /// <summary>Makes a user a member of a group; creates the group if there is none. The other members who are online are told.</summary>
    /// <param name="user">The user, who is logged in.</param>
    /// <param name="name">Name of the group, normalised.</param>
    public GroupOutcome Join(User user, string name) => _groups.Join(user, name);

    /// <summary>Ends a membership. The other members who are online are told. Messages that the user has not confirmed stay.</summary>
    /// <param name="user">The user.</param>
    /// <param name="name">Name of the group, normalised.</param>
    public GroupOutcome Leave(User user, string name) => _groups.Leave(user, name);

    /// <summary>Ends all memberships of somebody whose account is removed.</summary>
    /// <param name="id">Id of the user, normalised.</param>
    public void LeaveAll(string id) => _groups.LeaveAll(id);

    /// <summary>The groups of a user, sorted by name.</summary>
    /// <param name="user">The user.</param>
    public IReadOnlyList<GroupInfo> GroupsOf(User user) => _groups.GetGroups(user);

    /// <summary>The members of a group, for one of them.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <param name="max">Maximum number of ids in the list.</param>
    /// <param name="members">The members.</param>
    /// <returns>Whether the user is a member.</returns>
    public bool TryGetMembers(User user, string name, int max, [NotNullWhen(true)] out GroupMembers? members)
        => _groups.TryGetMembers(user, name, max, out members);

    /// <summary>How many members a group has, as of a moment ago; 0 if there is none.</summary>
    /// <param name="name">Name of the group, normalised.</param>
    public int MemberCount(string name) => _groups.GetMemberCount(name);

    /// <summary>Ids of all who are in a group.</summary>
    public IReadOnlyCollection<string> MemberIds() => _groups.GetMemberIds();

    /// <summary>Counts messages of a user by their rate, over all connections.</summary>
    /// <param name="user">The user.</param>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="wait">If they are too many: in how many milliseconds they are not.</param>
    /// <returns>Whether they may be sent.</returns>
    public bool TryTakeRate(User user, Rate rate, long now, int count, out long wait) => _admission.GetSender(user).TryTakeRate(rate, now, count, out wait);

    /// <summary>An id has got an account, or has lost it.</summary>
    /// <param name="id">The id, normalised.</param>
    public void OnAccountChanged(string id)
    {
        if (_users.Find(id) is not { } user)
            return;
        lock (user.Lock)
            _admission.SetUnknown(user, user.Connection == null && _admission.IsUnknown(id));
    }

    /// <summary>Finds the ids without an account, when everything was read.</summary>
    public void CountUnknown()
    {
        foreach (User user in _users.All)
            OnAccountChanged(user.Id);
    }

    /// <summary>Tells what waits for a user.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <returns><see langword="null"/> if nothing is known of the user.</returns>
    public MailboxSummary? FindMailbox(string id)
    {
        if (_users.Find(id) is not { } user)
            return null;
        lock (user.Lock)
        {
            Mailbox mailbox = user.Mailbox;
            mailbox.TryPeekOldest(out StoredMessage? oldest, out _);
            return new MailboxSummary(id, user.Connection != null, mailbox.Count, mailbox.Characters, oldest?.Time, oldest?.From, user.Groups?.Count ?? 0);
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

    /// <summary>Expires messages that nobody has confirmed in time. Their senders get a notice, as a message from <see cref="ServerNotice.Sender"/>.</summary>
    /// <param name="age">Older messages expire.</param>
    /// <param name="max">Approximate maximum number of messages.</param>
    /// <returns>How many there were; 0 while the store cannot write.</returns>
    public int ExpireOlderThan(TimeSpan age, int max = int.MaxValue)
    {
        int count = _expiry.ExpireOlderThan(age, max);
        Counts.AddExpired(count);
        return count;
    }

    /// <summary>Removes all messages that wait for a user. Their senders are told if they have receipts on.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">The store cannot write: the rest stays.</exception>
    public Task<PurgeResult> PurgeToAsync(string id) => _purge.PurgeToAsync(id);

    /// <summary>Removes all messages that a user has sent and whose recipients have not confirmed them. The user is told if receipts are on.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">The store cannot write: the rest stays.</exception>
    public Task<PurgeResult> PurgeFromAsync(string id) => _purge.PurgeFromAsync(id);

    /// <summary>Keeps the time that ages are measured with, if a message needs it after a restart.</summary>
    public void KeepAge()
    {
        if (_store.WantsRecords && StoredCount > 0 && _store.Condition != StoreCondition.Failing)
            _store.Append(new StoreRecord { Kind = RecordKind.AgeKept, Time = _clock.Now().Age });
    }

    /// <summary>Forgets what is not needed any more, now and then. To be called about once a second.</summary>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    public void Sweep(long now)
    {
        if (_admission.Senders.Sweep(now))
            _tracker.ForgetOlderThan(_limits.RememberedAge);
    }

    /// <inheritdoc/>
    public void Apply(in StoreRecord record) => _state.Apply(record);

    /// <inheritdoc/>
    public IEnumerable<StoreRecord> Snapshot() => _state.Snapshot();
}
