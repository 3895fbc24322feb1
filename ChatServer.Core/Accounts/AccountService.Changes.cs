using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Accounts;

/// <content>Creates, changes and removes accounts.</content>
public sealed partial class AccountService
{
    /// <summary>Changes a user's own password. Completes when the change is durable.</summary>
    /// <param name="attempt">The user, with the old password.</param>
    /// <param name="text">The new password as it was typed.</param>
    /// <returns>
    /// The result. <see cref="PasswordResultKind.NotStored"/> without an account means that nothing was changed. With an account, the new password is valid
    /// while the server runs, and the store writes it when the disk recovers.
    /// </returns>
    public async ValueTask<PasswordResult> ChangePasswordAsync(LoginAttempt attempt, string text)
    {
        if (!Password.TryParse(text, out string password))
            return new PasswordResult(PasswordResultKind.NoPassword);
        PasswordResult old = await VerifyAsync(attempt, mayCreate: false).ConfigureAwait(false);
        if (old.Kind == PasswordResultKind.Wrong)
            await WhenTriedToBeDurableAsync().ConfigureAwait(false);
        if (old.Kind != PasswordResultKind.Right)
            return old;
        if (_store.Condition == StoreCondition.Failing)
            return new PasswordResult(PasswordResultKind.NotStored);
        if (!_queue.TryRun(attempt.Address, () => _hashes.Hash(password), out Task<string>? hashing, out TimeSpan busy))
            return PasswordResult.Wait(PasswordResultKind.Busy, busy);

        string hash = await hashing.ConfigureAwait(false);
        Account account;
        lock (_lock)
        {
            if (!IsCurrent(old.Account!))
                return new PasswordResult(PasswordResultKind.Wrong);
            account = Set(attempt.Id, hash);
        }

        Succeeded(account, Verified.VerifierOf(attempt.Id, password), attempt.Address);
        PasswordResult changed = await WhenDurableAsync(account).ConfigureAwait(false);
        return changed with { Account = account };
    }

    /// <summary>Creates an account for an admin.</summary>
    /// <param name="id">Its id, normalised.</param>
    /// <param name="text">Its password.</param>
    /// <exception cref="StoreException">The account is not stored now. The store writes it when the disk recovers.</exception>
    public Task<AccountChange> AddAsync(string id, string text) => SetAsync(id, text, isNew: true);

    /// <summary>Changes a password for an admin.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="text">Its new password.</param>
    /// <exception cref="StoreException">The password is not stored now. The store writes it when the disk recovers.</exception>
    public Task<AccountChange> ReplacePasswordAsync(string id, string text) => SetAsync(id, text, isNew: false);

    /// <summary>Removes an account for an admin. Its unconfirmed messages are kept.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <exception cref="StoreException">The removal is not stored now. The store writes it when the disk recovers.</exception>
    public async Task<AccountChange> RemoveAsync(string id)
    {
        long position;
        bool isThere;
        lock (_lock)
        {
            isThere = _accounts.ContainsKey(id);
            position = isThere ? _store.Append(new StoreRecord { Kind = RecordKind.AccountRemoved, User = id }) : _store.Appended;
            if (isThere)
                Forget(id);
        }

        // Report the removal only when it is durable, even if the account was already removed.
        await _store.WhenDurableAsync(position).ConfigureAwait(false);
        return isThere ? AccountChange.Done : AccountChange.Unknown;
    }

    // An old password may be wrong because it was just changed. So report a wrong password only when that change is durable or cannot be written.
    private async ValueTask WhenTriedToBeDurableAsync()
    {
        try
        {
            await _store.WhenDurableAsync(_store.Appended).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The password is wrong in any case.
        }
    }

    private async Task<AccountChange> SetAsync(string id, string text, bool isNew)
    {
        if (!Password.TryParse(text, out string password))
            return AccountChange.NoPassword;
        if (WhyNot(id, isNew) is { } early)
            return early;

        // Admin commands bypass the hash queue.
        string hash = await Task.Run(() => _hashes.Hash(password)).ConfigureAwait(false);
        Account account;
        lock (_lock)
        {
            if (WhyNot(id, isNew) is { } late)
                return late;
            account = Set(id, hash);
        }

        await _store.WhenDurableAsync(account.Position).ConfigureAwait(false);
        return AccountChange.Done;
    }

    private AccountChange? WhyNot(string id, bool isNew)
    {
        if (isNew && Exists(id))
            return AccountChange.Exists;
        if (!isNew && !Exists(id))
            return AccountChange.Unknown;
        if (!isNew)
            return null;
        if (!NewName.IsUsable(id))
            return AccountChange.UnusableId;
        if (_lookalikes.Has(id))
            return AccountChange.LookalikeId;
        return Count >= _options.Value.MaxAccounts ? AccountChange.TooMany : null;
    }

    // Hashes the same password with the current number of iterations. No caller waits until it is durable, because the old hash is still valid.
    private Account Strengthen(Account account, string password)
    {
        if (_store.Condition == StoreCondition.Failing)
            return account;
        Account stronger = account.WithHash(_hashes.Hash(password));
        lock (_lock)
        {
            if (!IsCurrent(account))
                return account;
            _store.Append(ToRecord(stronger));
            _accounts[account.Id] = stronger;
            return stronger;
        }
    }

    // Called under the lock.
    private Account Set(string id, string hash)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        var record = new StoreRecord { Kind = RecordKind.AccountSet, User = id, Text = hash, Time = now.ToUnixTimeMilliseconds() };
        return Put(id, hash, now, _store.Append(record));
    }

    // Called under the lock.
    private Account Put(string id, string hash, DateTimeOffset time, long position)
    {
        Account? old = Find(id);
        var account = new Account(id, hash, time, position, ++_generation, old?.Flags ?? AccountMarks.None);
        if (old == null)
        {
            Volatile.Write(ref _count, _count + 1);
            _lookalikes.Add(id);
        }

        _accounts[id] = account;
        return account;
    }

    // Called under the lock.
    private void Forget(string id)
    {
        if (!_accounts.TryRemove(id, out _))
            return;
        Volatile.Write(ref _count, _count - 1);
        _lookalikes.Remove(id);
    }
}
