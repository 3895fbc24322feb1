using System.Collections.Concurrent;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Accounts;

/// <summary>The decisions of admins about accounts: roles, and disabled accounts. Thread-safe.</summary>
public sealed class AccountDecisions
{
    private readonly ConcurrentDictionary<string, Account> _accounts;
    private readonly Lock _changes;
    private readonly IStore _store;

    /// <summary>Creates an object for the decisions about the given accounts.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="changes">The lock that guards changes of the accounts.</param>
    /// <param name="store">The store that keeps the decisions.</param>
    internal AccountDecisions(ConcurrentDictionary<string, Account> accounts, Lock changes, IStore store)
        => (_accounts, _changes, _store) = (accounts, changes, store);

    /// <summary>Whether an account has a role.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    public bool HasRole(string id, AccountRole role) => _accounts.TryGetValue(id, out Account? account) && account.Role == role;

    /// <summary>Whether an account exists and is disabled, so that logins are refused.</summary>
    /// <param name="id">The account, normalised.</param>
    public bool IsDisabled(string id) => _accounts.TryGetValue(id, out Account? account) && account.IsDisabled;

    /// <summary>Changes the role of an account. The change takes effect at once.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="role">The role.</param>
    /// <exception cref="StoreException">The change is not stored now. The store writes it when the disk recovers.</exception>
    public Task<AccountChange> SetRoleAsync(string id, AccountRole role) => SetAsync(id, AccountMarks.Operator, role == AccountRole.Operator);

    /// <summary>Disables or enables an account. The change takes effect at once.</summary>
    /// <param name="id">The account, normalised.</param>
    /// <param name="isDisabled">Whether logins are refused.</param>
    /// <exception cref="StoreException">The change is not stored now. The store writes it when the disk recovers.</exception>
    public Task<AccountChange> SetDisabledAsync(string id, bool isDisabled) => SetAsync(id, AccountMarks.Disabled, isDisabled);

    /// <summary>Applies a record. Called under the lock.</summary>
    internal void Apply(in StoreRecord record)
    {
        if (_accounts.TryGetValue(record.User, out Account? account))
            _accounts[record.User] = account.WithFlags((AccountMarks)record.Flags);
    }

    /// <summary>Creates the record of the flags of an account.</summary>
    internal static StoreRecord ToRecord(string id, AccountMarks flags) => new() { Kind = RecordKind.AccountFlagsSet, User = id, Flags = (byte)flags };

    private async Task<AccountChange> SetAsync(string id, AccountMarks flag, bool isSet)
    {
        long position;
        lock (_changes)
        {
            if (!_accounts.TryGetValue(id, out Account? account))
                return AccountChange.Unknown;
            AccountMarks flags = isSet ? account.Flags | flag : account.Flags & ~flag;

            // Even if nothing changes, report the state only when it is durable.
            position = flags == account.Flags ? _store.Appended : _store.Append(ToRecord(id, flags));
            _accounts[id] = account.WithFlags(flags);
        }

        await _store.WhenDurableAsync(position).ConfigureAwait(false);
        return AccountChange.Done;
    }
}
