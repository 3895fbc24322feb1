using System.Collections.Concurrent;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Accounts;

/// <summary>What an administrator decides about accounts: roles, and who is disabled. Thread-safe.</summary>
public sealed class AccountDecisions
{
    private readonly ConcurrentDictionary<string, Account> _accounts;
    private readonly Lock _changes;
    private readonly IStore _store;

    /// <summary>Creates the decisions about some accounts.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="changes">Guards their changes.</param>
    /// <param name="store">Keeps the decisions.</param>
    internal AccountDecisions(ConcurrentDictionary<string, Account> accounts, Lock changes, IStore store)
        => (_accounts, _changes, _store) = (accounts, changes, store);

    /// <summary>Whether an account has a role.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    public bool HasRole(string id, AccountRole role) => _accounts.TryGetValue(id, out Account? account) && account.Role == role;

    /// <summary>Whether there is an account into which nobody can log in.</summary>
    /// <param name="id">The account, normalised.</param>
    public bool IsDisabled(string id) => _accounts.TryGetValue(id, out Account? account) && account.IsDisabled;

    /// <summary>Changes the role of an account. It holds at once.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    public Task<AccountChange> SetRoleAsync(string id, AccountRole role) => SetAsync(id, AccountMarks.Operator, role == AccountRole.Operator);

    /// <summary>Disables or enables an account. It holds at once.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="isDisabled">Whether nobody can log in.</param>
    /// <exception cref="StoreException">It is not stored; it is when the disk recovers.</exception>
    public Task<AccountChange> SetDisabledAsync(string id, bool isDisabled) => SetAsync(id, AccountMarks.Disabled, isDisabled);

    /// <summary>Carries a record out. Under the lock.</summary>
    internal void Apply(in StoreRecord record)
    {
        if (_accounts.TryGetValue(record.User, out Account? account))
            _accounts[record.User] = account.WithFlags((AccountMarks)record.Flags);
    }

    /// <summary>The decision about an account, as a record.</summary>
    internal static StoreRecord ToRecord(string id, AccountMarks flags) => new() { Kind = RecordKind.AccountFlagsSet, User = id, Flags = (byte)flags };

    private async Task<AccountChange> SetAsync(string id, AccountMarks flag, bool isSet)
    {
        long position;
        lock (_changes)
        {
            if (!_accounts.TryGetValue(id, out Account? account))
                return AccountChange.Unknown;
            AccountMarks flags = isSet ? account.Flags | flag : account.Flags & ~flag;

            // What is so already is told when it is on disk, too.
            position = flags == account.Flags ? _store.Appended : _store.Append(ToRecord(id, flags));
            _accounts[id] = account.WithFlags(flags);
        }

        await _store.WhenDurableAsync(position).ConfigureAwait(false);
        return AccountChange.Done;
    }
}
