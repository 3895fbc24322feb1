using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <content>The operations of sessions. None of them waits for a database: the result of <see cref="Chat"/> is returned as a completed task.</content>
public sealed partial class LocalChat
{
    /// <inheritdoc/>
    public IDurability Durability => Store;

    /// <inheritdoc/>
    public AccountMode Mode => Accounts.Mode;

    /// <inheritdoc/>
    public SenderLimits SenderLimits => Chat.SenderLimits;

    /// <inheritdoc/>
    public MessageCounts MessageCounts => Chat.Counts;

    /// <inheritdoc/>
    public long StoredCount => Chat.StoredCount;

    /// <inheritdoc/>
    public ValueTask<PasswordResult> VerifyAsync(LoginAttempt attempt)
        => _refresh.CheckAsync((Chat: this, Attempt: attempt), static check => check.Chat.VerifyHereAsync(check.Attempt));

    private ValueTask<PasswordResult> VerifyHereAsync(LoginAttempt attempt)
    {
        // Creates no account for a banned id.
        if (Bans.Find(attempt.Id) != null && !Accounts.Exists(attempt.Id))
        {
            Logins.Add(LoginResult.Banned);
            return new(new PasswordResult(PasswordResultKind.Wrong) { IsBanned = true });
        }

        ValueTask<PasswordResult> verifying = Accounts.LogInAsync(attempt);
        return verifying.IsCompletedSuccessfully ? new(AfterVerifying(attempt.Id, verifying.Result)) : AwaitAsync(attempt.Id, verifying);

        async ValueTask<PasswordResult> AwaitAsync(string id, ValueTask<PasswordResult> verifying)
            => AfterVerifying(id, await verifying.ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public ValueTask<PasswordResult> ChangePasswordAsync(LoginAttempt attempt, string password)
        => _refresh.CheckAsync((Accounts, attempt, password), static check => check.Accounts.ChangePasswordAsync(check.attempt, check.password));

    /// <inheritdoc/>
    public ValueTask<LoginResult> LogInAsync(string id, IUserConnection connection, Account? account = null)
    {
        if (_directory != null)
            return LogInAsync(_directory, id, connection, account);
        LoginResult result = LogIn(id, connection, account, epoch: 0);
        Logins.Add(result);
        return new(result);
    }

    private async ValueTask<LoginResult> LogInAsync(ILoginDirectory directory, string id, IUserConnection connection, Account? account)
    {
        LoginResult result = LoginResult.Refused;

        // The connection stops being another user before its login under the new id is announced to other servers.
        if (connection.User is { } previous && previous.Id != id)
            Chat.LogOut(connection);
        try
        {
            await directory.LogInAsync(
                id,
                epoch =>
                {
                    result = LogIn(id, connection, account, epoch);
                    return result == LoginResult.LoggedIn;
                }).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            result = LoginResult.StoreFailing;
        }

        Logins.Add(result);
        return result;
    }

    private LoginResult LogIn(string id, IUserConnection connection, Account? account, long epoch)
    {
        if (account != null && !Accounts.IsCurrent(account))
            return LoginResult.AccountChanged;
        if (WhyRefused(id, connection) is { } refusal)
            return refusal;
        if (!Chat.LogIn(id, connection, epoch))
            return LoginResult.Refused;

        // An account change disconnects the sessions that it finds. A login that races with it checks the account again here.
        if (account != null && !Accounts.IsCurrent(account))
            connection.Disconnect(Accounts.Exists(id) ? DisconnectReason.PasswordReset : DisconnectReason.AccountRemoved);
        else if (WhyRefused(id, connection) is { } late)
            connection.Disconnect(late == LoginResult.Banned ? DisconnectReason.Banned : DisconnectReason.AccountDisabled);
        return LoginResult.LoggedIn;
    }

    /// <inheritdoc/>
    public void LogOut(IUserConnection connection) => Chat.LogOut(connection);

    /// <inheritdoc/>
    public void ContinueDelivery(IUserConnection connection) => Chat.ContinueDelivery(connection);

    /// <inheritdoc/>
    public ValueTask<OnlineUsers> GetOnlineAsync(int max) => _refresh.AskAsync((Chat, max), static ask => ask.Chat.GetOnline(ask.max));

    /// <inheritdoc/>
    public ValueTask<OnlineUsers> GetOnlineAsync(IReadOnlyCollection<string> ids)
        => _refresh.AskAsync((Chat, ids), static ask => ask.Chat.GetOnline(ask.ids));

    /// <inheritdoc/>
    public ValueTask<bool> CanExistAsync(string id) => new(Accounts.MayExist(id) || Chat.Knows(id));

    /// <inheritdoc/>
    public ValueTask<SendOutcome> SendAsync(User from, string recipient, string text, bool isTracked = false, string? reference = null)
    {
        if (!CanReceive(from, recipient))
            return new(Refuse(SendResult.NoSuchUser));
        return new(Lists.Contains(recipient, UserLists.Blocked, from.Id)
            ? Refuse(SendResult.Blocked)
            : Chat.Send(from, recipient, text, isTracked, reference));
    }

    /// <inheritdoc/>
    public ValueTask<SendOutcome> SayAsync(User from, string group, string text, bool isTracked = false, string? reference = null)
        => new(Chat.Say(from, group, text, isTracked, reference));

    /// <inheritdoc/>
    public ValueTask<SendOutcome?> FindRepeatedAsync(User from, string reference)
        => new(Chat.TryFindRepeated(from, reference, out SendOutcome outcome) ? outcome : null);

    /// <inheritdoc/>
    public ValueTask<EndOutcome> ConfirmAsync(User user, Guid id) => new(Chat.Confirm(user, id));

    /// <inheritdoc/>
    public ValueTask<EndOutcome> ConfirmDeliveredAsync(User user, IUserConnection connection) => new(Chat.ConfirmDelivered(user, connection));

    /// <inheritdoc/>
    public ValueTask<RecallOutcome> RecallAsync(User sender, Guid id) => new(Chat.Recall(sender, id));

    /// <inheritdoc/>
    public ValueTask<PendingMessages> GetPendingAsync(User user, int max)
        => _refresh.AskAsync((user, max), static ask =>
        {
            IReadOnlyList<StoredMessage> messages = ChatService.Pending(ask.user, ask.max, out int count);
            return new PendingMessages(count, messages);
        });

    /// <inheritdoc/>
    public ValueTask<MessageTrace?> TraceAsync(User user, Guid id) => _refresh.AskAsync((Chat, user, id), static ask => ask.Chat.Trace(ask.user, ask.id));

    /// <inheritdoc/>
    public ValueTask<GroupOutcome> JoinAsync(User user, string group)
    {
        GroupOutcome outcome = Chat.Join(user, group);
        if (Accounts.MayJoin(user.Id))
            return new(outcome);

        // Removing an account ends the memberships that exist then. A join that races with it ends its own membership here.
        Chat.LeaveAll(user.Id);
        return new(new GroupOutcome(GroupResult.NoAccount));
    }

    /// <inheritdoc/>
    public ValueTask<GroupOutcome> LeaveAsync(User user, string group) => new(Chat.Leave(user, group));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GroupInfo>> GetGroupsAsync(User user) => _refresh.AskAsync((Chat, user), static ask => ask.Chat.GroupsOf(ask.user));

    /// <inheritdoc/>
    public ValueTask<GroupMembers?> GetMembersAsync(User user, string group, int max)
        => _refresh.AskAsync(
            (Chat, user, group, max),
            static ask => ask.Chat.TryGetMembers(ask.user, ask.group, ask.max, out GroupMembers? members) ? members : null);

    /// <inheritdoc/>
    public ValueTask<ListOutcome> AddToListAsync(User user, string list, string entry) => new(Lists.Add(user.Id, list, entry));

    /// <inheritdoc/>
    public ValueTask<ListOutcome> RemoveFromListAsync(User user, string list, string entry) => new(Lists.Remove(user.Id, list, entry));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyCollection<string>> GetListAsync(User user, string list)
        => _refresh.AskAsync((Lists, user, list), static ask => ask.Lists.Get(ask.user.Id, ask.list));

    /// <inheritdoc/>
    public int GetMemberCount(string group) => Chat.MemberCount(group);

    /// <inheritdoc/>
    public bool TryTakeRate(User user, Rate rate, long now, int count, out long wait) => Chat.TryTakeRate(user, rate, now, count, out wait);

    /// <inheritdoc/>
    public void Sweep(long now)
    {
        Chat.Sweep(now);
        Bans.Sweep();
    }

    /// <inheritdoc/>
    public IEnumerable<Account> GetAccounts() => Accounts.List();

    /// <inheritdoc/>
    public async Task<AccountChange> AddAccountAsync(string id, string password)
    {
        try
        {
            return await Accounts.AddAsync(id, password).ConfigureAwait(false);
        }
        finally
        {
            Chat.OnAccountChanged(id);
        }
    }

    /// <inheritdoc/>
    public Task<AccountChange> ReplacePasswordAsync(string id, string password)
        => ThenDisconnectAsync(id, Accounts.ReplacePasswordAsync(id, password), DisconnectReason.PasswordReset);

    /// <inheritdoc/>
    public Task<AccountChange> RemoveAccountAsync(string id) => ThenDisconnectAsync(id, Accounts.RemoveAsync(id), DisconnectReason.AccountRemoved);

    /// <inheritdoc/>
    public Task<PurgeResult> PurgeToAsync(string id) => Chat.PurgeToAsync(id);

    /// <inheritdoc/>
    public Task<PurgeResult> PurgeFromAsync(string id) => Chat.PurgeFromAsync(id);

    // Whether the id exists or could be created. The recipient of the sender's last message is known to pass the second check.
    private bool CanReceive(User from, string id)
        => Accounts.MayReceive(id) && (from.RecentRecipient?.Id == id || Accounts.MayExist(id) || Chat.Knows(id));

    private SendOutcome Refuse(SendResult result)
    {
        Chat.Counts.AddSent(result, isToGroup: false);
        return new SendOutcome(result, default, 0);
    }

    private PasswordResult AfterVerifying(string id, PasswordResult passwordResult)
    {
        if (passwordResult.Kind != PasswordResultKind.Right)
            Logins.AddFailed(passwordResult.Kind);

        // Messages may already wait for this id.
        if (passwordResult.IsNewAccount)
            Chat.OnAccountChanged(id);
        return passwordResult;
    }

    // Disconnects also if the disk fails, because the change applies while the server runs.
    private async Task<AccountChange> ThenDisconnectAsync(string id, Task<AccountChange> change, DisconnectReason reason)
    {
        bool isChanged = true;
        try
        {
            AccountChange result = await change.ConfigureAwait(false);
            isChanged = result == AccountChange.Done;
            return result;
        }
        finally
        {
            if (isChanged)
                Disconnect(id, reason);

            // A later owner of the same id must not inherit the groups of this account.
            if (isChanged && reason == DisconnectReason.AccountRemoved)
            {
                Chat.LeaveAll(id);
                Lists.RemoveAll(id);
                Chat.OnAccountChanged(id);
            }
        }
    }

    private void Disconnect(string id, DisconnectReason reason)
    {
        foreach (IUserConnection connection in FindConnections(id))
            connection.Disconnect(reason);
    }
}
