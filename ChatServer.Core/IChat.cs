using System.Net;
using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>
/// Everything that sessions, commands, transports and the admin ask of the domain. <see cref="LocalChat"/> keeps all of it in the memory of one process, over a
/// store. Another implementation may keep it in a database that several processes share: so whatever may have to wait for one returns a
/// <see cref="ValueTask"/>. One that has not to wait returns it completed, and allocates nothing for it.
/// <para>
/// An outcome may have a position: nobody may be told of it before <see cref="Durability"/> says that this position is durable. Thread-safe.
/// </para>
/// </summary>
public interface IChat : IAsyncDisposable
{
    /// <summary>What is durable.</summary>
    IDurability Durability { get; }

    /// <summary>Who may log in.</summary>
    AccountMode Mode { get; }

    /// <summary>How much one sender may have.</summary>
    SenderLimits SenderLimits { get; }

    /// <summary>What became of messages since the start of the process.</summary>
    MessageCounts MessageCounts { get; }

    /// <summary>Number of unconfirmed messages.</summary>
    long StoredCount { get; }

    /// <summary>Verifies a password. In mode open a new id gets its account.</summary>
    /// <param name="attempt">The try.</param>
    ValueTask<PasswordResult> VerifyAsync(LoginAttempt attempt);

    /// <summary>Changes a user's own password. The answer comes when the change is durable.</summary>
    /// <param name="attempt">The user, with the old password.</param>
    /// <param name="password">The new password as it was typed.</param>
    /// <returns>See <see cref="AccountService.ChangePasswordAsync"/>.</returns>
    ValueTask<PasswordResult> ChangePasswordAsync(LoginAttempt attempt, string password);

    /// <summary>
    /// Logs a connection in. An earlier connection of the same user is kicked; of two that log in at the same instant one stays.
    /// Every unconfirmed message comes again, oldest first, before newer ones.
    /// </summary>
    /// <param name="id">The user's id, normalised.</param>
    /// <param name="connection">The connection. If it was logged in as somebody else, it leaves them.</param>
    /// <param name="account">The account that was verified; <see langword="null"/> where there are no accounts.</param>
    ValueTask<LoginResult> LogInAsync(string id, IUserConnection connection, Account? account = null);

    /// <summary>Logs a connection out, if it is logged in; a little later if it is called back from a login or a delivery of the same user. Never waits.</summary>
    /// <param name="connection">The connection.</param>
    void LogOut(IUserConnection connection);

    /// <summary>A connection that had no room for a message has room again. Never waits.</summary>
    /// <param name="connection">The connection.</param>
    void ContinueDelivery(IUserConnection connection);

    /// <summary>Lists users who are logged in.</summary>
    /// <param name="max">At most this many ids, sorted.</param>
    ValueTask<OnlineUsers> GetOnlineAsync(int max);

    /// <summary>Lists those of some users who are logged in.</summary>
    /// <param name="ids">The ids, normalised.</param>
    ValueTask<OnlineUsers> GetOnlineAsync(IReadOnlyCollection<string> ids);

    /// <summary>Whether somebody may log in with an id where there are no accounts.</summary>
    /// <param name="id">The id, normalised.</param>
    ValueTask<bool> CanExistAsync(string id);

    /// <summary>Stores a message and delivers it if its recipient is logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="recipient">Id of the recipient, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">
    /// Whether the sender is told what becomes of it. It is delivered when it is durable then, so that what the sender is told and what
    /// the recipient has seen never differ.
    /// </param>
    /// <param name="reference">The sender's own name for the message: a second message of the same name is not stored. It makes a message tracked.</param>
    ValueTask<SendOutcome> SendAsync(User from, string recipient, string text, bool isTracked = false, string? reference = null);

    /// <summary>Stores a message for all other members of a group, and delivers it to those who are logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="group">Name of the group, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">As for <see cref="SendAsync"/>.</param>
    /// <param name="reference">As for <see cref="SendAsync"/>.</param>
    ValueTask<SendOutcome> SayAsync(User from, string group, string text, bool isTracked = false, string? reference = null);

    /// <summary>Looks for a message that a user has sent with a reference.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for the message.</param>
    /// <returns>What a second message of this reference is told; <see langword="null"/> if there is none.</returns>
    ValueTask<SendOutcome?> FindRepeatedAsync(User from, string reference);

    /// <summary>Removes a message for good.</summary>
    /// <param name="user">Who confirms; only their own messages can be removed.</param>
    /// <param name="id">The message.</param>
    ValueTask<EndOutcome> ConfirmAsync(User user, Guid id);

    /// <summary>Removes every message that was delivered to the user's connection.</summary>
    /// <param name="user">Who confirms.</param>
    /// <param name="connection">Through which connection: another one of the user may have got others.</param>
    ValueTask<EndOutcome> ConfirmDeliveredAsync(User user, IUserConnection connection);

    /// <summary>Lists a user's own unconfirmed messages, oldest first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="max">At most this many.</param>
    ValueTask<PendingMessages> GetPendingAsync(User user, int max);

    /// <summary>Tells the life of a message, to its recipient, and to its sender if it was sent with receipts on or with a reference.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="id">The message.</param>
    /// <returns>What is known; <see langword="null"/> if nothing is, or if it is none of the user's business.</returns>
    ValueTask<MessageTrace?> TraceAsync(User user, Guid id);

    /// <summary>Makes a user a member of a group; creates the group if there is none. The other members who are online are told.</summary>
    /// <param name="user">The user, who is logged in.</param>
    /// <param name="group">Name of the group, normalised.</param>
    ValueTask<GroupOutcome> JoinAsync(User user, string group);

    /// <summary>Ends a membership. The other members who are online are told. Messages that the user has not confirmed stay.</summary>
    /// <param name="user">The user.</param>
    /// <param name="group">Name of the group, normalised.</param>
    ValueTask<GroupOutcome> LeaveAsync(User user, string group);

    /// <summary>Lists the groups of a user, sorted by name.</summary>
    /// <param name="user">The user.</param>
    ValueTask<IReadOnlyList<GroupInfo>> GetGroupsAsync(User user);

    /// <summary>Lists the members of a group, for one of them.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="group">Name of the group, normalised.</param>
    /// <param name="max">At most this many.</param>
    /// <returns><see langword="null"/> if the user is no member.</returns>
    ValueTask<GroupMembers?> GetMembersAsync(User user, string group, int max);

    /// <summary>How many members a group has, about; 0 if there is none. Never waits.</summary>
    /// <param name="group">Name of the group, normalised.</param>
    int GetMemberCount(string group);

    /// <summary>Counts messages of a user by their rate, over all connections. Never waits.</summary>
    /// <param name="user">The user.</param>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="wait">If they are too many: in how many milliseconds they are not.</param>
    /// <returns>Whether they may be sent.</returns>
    bool TryTakeRate(User user, Rate rate, long now, int count, out long wait);

    /// <summary>Forgets what is not needed any more, now and then. To be called about once a second.</summary>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    void Sweep(long now);

    /// <summary>Lists all accounts, in no order.</summary>
    IEnumerable<Account> GetAccounts();

    /// <summary>An admin adds an account.</summary>
    /// <param name="id">Its id, normalised.</param>
    /// <param name="password">Its password.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<AccountChange> AddAccountAsync(string id, string password);

    /// <summary>An admin changes a password. The account's connections are closed, also if the change cannot be stored yet.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="password">Its new password.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<AccountChange> ReplacePasswordAsync(string id, string password);

    /// <summary>
    /// An admin removes an account. Its connections are closed and its memberships end, also if the change cannot be stored yet. Its unconfirmed messages stay.
    /// </summary>
    /// <param name="id">The account, normalised.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<AccountChange> RemoveAccountAsync(string id);

    /// <summary>Whether an account has a role. Never waits.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    bool HasRole(string id, AccountRole role);

    /// <summary>An admin changes the role of an account. It holds at once.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<AccountChange> SetRoleAsync(string id, AccountRole role);

    /// <summary>An admin disables or enables an account. The connections of a disabled account are closed.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="isDisabled">Whether nobody can log in.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<AccountChange> SetDisabledAsync(string id, bool isDisabled);

    /// <summary>Looks for a ban of an address. Never waits.</summary>
    /// <param name="address">The address.</param>
    Ban? FindBan(IPAddress address);

    /// <summary>Lists the bans that are not over.</summary>
    IReadOnlyList<Ban> GetBans();

    /// <summary>An admin sets a ban, in place of an earlier one of the same target. The connections that it is about are closed.</summary>
    /// <param name="ban">The ban.</param>
    /// <returns>Whether it is set; there may be too many.</returns>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<bool> SetBanAsync(Ban ban);

    /// <summary>An admin removes a ban.</summary>
    /// <param name="target">Its target.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    Task<bool> RemoveBanAsync(BanTarget target);

    /// <summary>Tells what waits for a user.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <returns><see langword="null"/> if nothing is known of the user.</returns>
    ValueTask<MailboxSummary?> GetMailboxAsync(string id);

    /// <summary>Lists the groups, those with the most members first.</summary>
    /// <param name="most">At most this many.</param>
    ValueTask<IReadOnlyList<GroupInfo>> GetAllGroupsAsync(int most);

    /// <summary>Removes all messages that wait for a user. Their senders are told if they have receipts on.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <exception cref="StoreException">The store cannot write: the rest stays.</exception>
    Task<PurgeResult> PurgeToAsync(string id);

    /// <summary>Removes all messages that a user has sent and whose recipients have not confirmed them. The user is told if receipts are on.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <exception cref="StoreException">The store cannot write: the rest stays.</exception>
    Task<PurgeResult> PurgeFromAsync(string id);

    /// <summary>A server starts: its connections can be found.</summary>
    /// <param name="server">The server.</param>
    void Add(IConnectionSource server);

    /// <summary>A server has stopped.</summary>
    /// <param name="server">The server.</param>
    void Remove(IConnectionSource server);
}

/// <summary>What became of a login.</summary>
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
}

/// <summary>Who is logged in.</summary>
/// <param name="Count">How many.</param>
/// <param name="Ids">Their ids, sorted; at most as many as were asked for.</param>
public readonly record struct OnlineUsers(int Count, IReadOnlyList<string> Ids);

/// <summary>The unconfirmed messages of a user.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Messages">The oldest ones; at most as many as were asked for.</param>
public readonly record struct PendingMessages(int Count, IReadOnlyList<StoredMessage> Messages);
