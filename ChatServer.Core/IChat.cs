using System.Net;
using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Transfer;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>
/// The chat domain, as sessions, commands, transports and the admin use it. <see cref="LocalChat"/> implements it in the memory of one process, with a store.
/// Another implementation may use a database that several processes share. Therefore each operation that may wait for a database
/// returns a <see cref="ValueTask"/>. An implementation that does not wait returns a completed task and allocates nothing for it.
/// <para>
/// An outcome may have a position. Do not report the outcome to a client before <see cref="Durability"/> says that the position is durable. Thread-safe.
/// </para>
/// </summary>
public interface IChat : IAsyncDisposable
{
    /// <summary>Reports which positions of the store are durable.</summary>
    IDurability Durability { get; }

    /// <summary>The other servers with the same store; <see langword="null"/> if there cannot be any.</summary>
    IPeerServers? Peers { get; }

    /// <summary>The account mode: which ids may log in.</summary>
    AccountMode Mode { get; }

    /// <summary>The limits for one sender and for one address.</summary>
    SenderLimits SenderLimits { get; }

    /// <summary>Counts messages by result, since the start of the process.</summary>
    MessageCounts MessageCounts { get; }

    /// <summary>Number of unconfirmed messages.</summary>
    long StoredCount { get; }

    /// <summary>Verifies a password. In mode open, the first login with a new id creates its account.</summary>
    /// <param name="attempt">The login attempt.</param>
    ValueTask<PasswordResult> VerifyAsync(LoginAttempt attempt);

    /// <summary>Changes a user's own password. The task completes when the change is durable.</summary>
    /// <param name="attempt">The user, with the old password.</param>
    /// <param name="password">The new password as it was typed.</param>
    /// <returns>See <see cref="AccountService.ChangePasswordAsync"/>.</returns>
    ValueTask<PasswordResult> ChangePasswordAsync(LoginAttempt attempt, string password);

    /// <summary>
    /// Logs a connection in and kicks an earlier connection of the same user. If two connections log in at the same instant, one stays.
    /// All unconfirmed messages are delivered again, oldest first, before newer ones.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="connection">The connection. If it is logged in as another user, it is logged out first.</param>
    /// <param name="account">The account that was verified; <see langword="null"/> where there are no accounts.</param>
    ValueTask<LoginResult> LogInAsync(string id, IUserConnection connection, Account? account = null);

    /// <summary>
    /// Logs a connection out, if it is logged in. If it is called back during a login or a delivery of the same user, the logout runs later. Never waits.
    /// </summary>
    /// <param name="connection">The connection.</param>
    void LogOut(IUserConnection connection);

    /// <summary>Continues delivery to a connection that had no room for a message and has room again. Never waits.</summary>
    /// <param name="connection">The connection.</param>
    void ContinueDelivery(IUserConnection connection);

    /// <summary>Lists users who are logged in.</summary>
    /// <param name="max">Maximum number of ids in the list, which is sorted.</param>
    ValueTask<OnlineUsers> GetOnlineAsync(int max);

    /// <summary>Lists which of the given users are logged in.</summary>
    /// <param name="ids">The ids, normalised.</param>
    ValueTask<OnlineUsers> GetOnlineAsync(IReadOnlyCollection<string> ids);

    /// <summary>Whether an id may log in. For servers without accounts.</summary>
    /// <param name="id">The id, normalised.</param>
    ValueTask<bool> CanExistAsync(string id);

    /// <summary>Stores a message and delivers it if its recipient is logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="recipient">Id of the recipient, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">
    /// Whether the server reports the delivery and the end of the message to the sender. Such a message is delivered only when it is durable.
    /// Therefore what the server reports to the sender and what the recipient has seen never differ.
    /// </param>
    /// <param name="reference">
    /// The sender's own name for the message. A second message with the same reference is not stored. A message with a reference is tracked.
    /// </param>
    ValueTask<SendOutcome> SendAsync(User from, string recipient, string text, bool isTracked = false, string? reference = null);

    /// <summary>Stores a message for all other members of a group, and delivers it to those who are logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="group">Name of the group, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">See <see cref="SendAsync"/>.</param>
    /// <param name="reference">See <see cref="SendAsync"/>.</param>
    ValueTask<SendOutcome> SayAsync(User from, string group, string text, bool isTracked = false, string? reference = null);

    /// <summary>Looks for a message that a user has sent with a reference.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for the message.</param>
    /// <returns>The outcome to report for a second message with this reference; <see langword="null"/> if there is no first one.</returns>
    ValueTask<SendOutcome?> FindRepeatedAsync(User from, string reference);

    /// <summary>Confirms a message: removes it for good.</summary>
    /// <param name="user">The user who confirms. Users can confirm only messages in their own mailboxes.</param>
    /// <param name="id">The message.</param>
    ValueTask<EndOutcome> ConfirmAsync(User user, Guid id);

    /// <summary>Confirms all messages that were delivered to the user's connection.</summary>
    /// <param name="user">The user who confirms.</param>
    /// <param name="connection">The connection through which the user confirms. Another connection of the user may have received other messages.</param>
    ValueTask<EndOutcome> ConfirmDeliveredAsync(User user, IUserConnection connection);

    /// <summary>
    /// Recalls a message: removes the copies that nobody has confirmed yet. Notifies recipients to whose connections it was delivered. Only the sender can
    /// recall it, if it was sent with receipts on or with a reference. A member who has left the group meanwhile keeps the copy.
    /// </summary>
    /// <param name="sender">The user who has sent it.</param>
    /// <param name="id">The message.</param>
    ValueTask<RecallOutcome> RecallAsync(User sender, Guid id);

    /// <summary>Lists a user's own unconfirmed messages, oldest first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="max">Maximum number of messages in the list.</param>
    ValueTask<PendingMessages> GetPendingAsync(User user, int max);

    /// <summary>
    /// Returns the history of a message. The recipient can always ask; the sender can ask if the message was sent with receipts on or with a reference.
    /// </summary>
    /// <param name="user">The user who asks.</param>
    /// <param name="id">The message.</param>
    /// <returns>The history; <see langword="null"/> if the message is not known or the user is neither its sender nor its recipient.</returns>
    ValueTask<MessageTrace?> TraceAsync(User user, Guid id);

    /// <summary>Adds a user to a group; creates the group if it does not exist. Notifies the other members who are online.</summary>
    /// <param name="user">The user, who is logged in.</param>
    /// <param name="group">Name of the group, normalised.</param>
    ValueTask<GroupOutcome> JoinAsync(User user, string group);

    /// <summary>Removes a user from a group. Notifies the other members who are online. The user's unconfirmed messages stay.</summary>
    /// <param name="user">The user.</param>
    /// <param name="group">Name of the group, normalised.</param>
    ValueTask<GroupOutcome> LeaveAsync(User user, string group);

    /// <summary>Lists the groups of a user, sorted by name.</summary>
    /// <param name="user">The user.</param>
    ValueTask<IReadOnlyList<GroupInfo>> GetGroupsAsync(User user);

    /// <summary>Lists the members of a group. Only a member may ask.</summary>
    /// <param name="user">The user who asks.</param>
    /// <param name="group">Name of the group, normalised.</param>
    /// <param name="max">Maximum number of ids in the list.</param>
    /// <returns><see langword="null"/> if the user is not a member.</returns>
    ValueTask<GroupMembers?> GetMembersAsync(User user, string group, int max);

    /// <summary>Adds an entry to a list that a user keeps; see <see cref="UserLists"/>.</summary>
    /// <param name="user">The user.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="entry">The entry, normalised.</param>
    ValueTask<ListOutcome> AddToListAsync(User user, string list, string entry);

    /// <summary>Removes an entry from a list that a user keeps.</summary>
    /// <param name="user">The user.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="entry">The entry, normalised.</param>
    ValueTask<ListOutcome> RemoveFromListAsync(User user, string list, string entry);

    /// <summary>The entries of a list that a user keeps, sorted.</summary>
    /// <param name="user">The user.</param>
    /// <param name="list">Name of the list.</param>
    ValueTask<IReadOnlyCollection<string>> GetListAsync(User user, string list);

    /// <summary>Approximate number of members of a group; 0 if the group does not exist. Never waits.</summary>
    /// <param name="group">Name of the group, normalised.</param>
    int GetMemberCount(string group);

    /// <summary>Applies a rate limit to the messages of a user, over all connections. Never waits.</summary>
    /// <param name="user">The user.</param>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="count">Number of messages.</param>
    /// <param name="wait">If the messages exceed the rate: how many milliseconds to wait before they may be sent.</param>
    /// <returns>Whether they may be sent now.</returns>
    bool TryTakeRate(User user, Rate rate, long now, int count, out long wait);

    /// <summary>Removes data that is no longer needed. Call it about once a second; most calls do nothing.</summary>
    /// <param name="now">The current time, by <see cref="Environment.TickCount64"/>.</param>
    void Sweep(long now);

    /// <summary>Lists all accounts, in no order.</summary>
    IEnumerable<Account> GetAccounts();

    /// <summary>An admin adds an account.</summary>
    /// <param name="id">Its id, normalised.</param>
    /// <param name="password">Its password.</param>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<AccountChange> AddAccountAsync(string id, string password);

    /// <summary>An admin changes a password. The account's connections are closed, also if the change cannot be stored yet.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="password">Its new password.</param>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<AccountChange> ReplacePasswordAsync(string id, string password);

    /// <summary>
    /// An admin removes an account. Its connections are closed and its memberships end, also if the change cannot be stored yet. Its unconfirmed messages stay.
    /// </summary>
    /// <param name="id">The account, normalised.</param>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<AccountChange> RemoveAccountAsync(string id);

    /// <summary>Whether an account has a role. Never waits.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    bool HasRole(string id, AccountRole role);

    /// <summary>An admin changes the role of an account. The new role applies at once.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<AccountChange> SetRoleAsync(string id, AccountRole role);

    /// <summary>An admin disables or enables an account. The connections of a disabled account are closed.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="isDisabled">Whether to disable the account: then it cannot log in.</param>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<AccountChange> SetDisabledAsync(string id, bool isDisabled);

    /// <summary>Looks for a ban of an address. Never waits.</summary>
    /// <param name="address">The address.</param>
    Ban? FindBan(IPAddress address);

    /// <summary>Lists the bans that are still in force.</summary>
    IReadOnlyList<Ban> GetBans();

    /// <summary>An admin sets a ban. It replaces an earlier ban of the same target. The connections of the target are closed.</summary>
    /// <param name="ban">The ban.</param>
    /// <returns>Whether the ban is set: <see langword="false"/> if there are too many bans.</returns>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<bool> SetBanAsync(Ban ban);

    /// <summary>An admin removes a ban.</summary>
    /// <param name="target">Its target.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StoreException">The change is not stored yet. It is stored when the disk recovers.</exception>
    Task<bool> RemoveBanAsync(BanTarget target);

    /// <summary>Summarizes the mailbox of a user.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <returns><see langword="null"/> if the server has no state of the user.</returns>
    ValueTask<MailboxSummary?> GetMailboxAsync(string id);

    /// <summary>Lists the groups, those with the most members first.</summary>
    /// <param name="most">Maximum number of groups in the list.</param>
    ValueTask<IReadOnlyList<GroupInfo>> GetAllGroupsAsync(int most);

    /// <summary>Removes all unconfirmed messages to a user. Notifies the senders that have receipts on.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <exception cref="StoreException">The store cannot write. Messages that were not removed yet stay.</exception>
    Task<PurgeResult> PurgeToAsync(string id);

    /// <summary>Removes all unconfirmed messages that a user has sent. Notifies the user if receipts are on.</summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <exception cref="StoreException">The store cannot write. Messages that were not removed yet stay.</exception>
    Task<PurgeResult> PurgeFromAsync(string id);

    /// <summary>Writes a consistent copy of all data into a new directory, while messages are sent. Reads it back.</summary>
    /// <param name="directory">Full path of the directory. It must not exist.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="StoreException">There is nothing to copy, or the copy is not right. Nothing is left of it.</exception>
    /// <exception cref="IOException">The copy cannot be written. Other file exceptions are also possible.</exception>
    Task<BackupSummary> BackUpAsync(string directory);

    /// <summary>
    /// Gets all accounts, bans, groups and unconfirmed messages while they change: each is as it is when it is read. The order depends on the data only.
    /// </summary>
    IEnumerable<TransferItem> Export();

    /// <summary>
    /// Adds what an export contains. Checks everything before it changes anything. What is there already stays as it is, so an import can be repeated.
    /// </summary>
    /// <param name="items">The items.</param>
    /// <returns>What was added, or what is wrong.</returns>
    /// <exception cref="StoreException">The store cannot write. What was added stays in memory, and is stored when the disk recovers.</exception>
    Task<ImportResult> ImportAsync(IReadOnlyList<TransferItem> items);

    /// <summary>
    /// Erases a user: account, memberships, messages to the user, messages of the user in other mailboxes, references. Disconnects the user. When it completes,
    /// the files of the store contain none of it. Bans stay.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <returns>What was erased.</returns>
    /// <exception cref="StoreException">The store cannot write, or a session does not end. It can be repeated.</exception>
    /// <exception cref="IOException">The store cannot be compacted. Other file exceptions are also possible.</exception>
    Task<ForgetResult> ForgetAsync(string id);

    /// <summary>Registers a server that starts. The chat can then find its connections.</summary>
    /// <param name="server">The server.</param>
    void Add(IConnectionSource server);

    /// <summary>Unregisters a server that has stopped.</summary>
    /// <param name="server">The server.</param>
    void Remove(IConnectionSource server);
}

/// <summary>The result of a login.</summary>
public enum LoginResult
{
    /// <summary>The connection is logged in.</summary>
    LoggedIn,

    /// <summary>The connection was kicked before, or has ended.</summary>
    Refused,

    /// <summary>The password was changed, or the account removed, since it was verified.</summary>
    AccountChanged,

    /// <summary>The account is disabled.</summary>
    AccountDisabled,

    /// <summary>The user or the address is banned.</summary>
    Banned,

    /// <summary>The store that several servers share cannot be reached, so it is not known where the user is logged in.</summary>
    StoreFailing,
}

/// <summary>The users who are logged in.</summary>
/// <param name="Count">Number of users.</param>
/// <param name="Ids">Their ids, sorted; at most the requested number.</param>
public readonly record struct OnlineUsers(int Count, IReadOnlyList<string> Ids);

/// <summary>The unconfirmed messages of a user.</summary>
/// <param name="Count">Number of messages.</param>
/// <param name="Messages">The oldest messages; at most the requested number.</param>
public readonly record struct PendingMessages(int Count, IReadOnlyList<StoredMessage> Messages);
