using ChatServer.Core.Limits;
using ChatServer.Core.Settings;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Slows down password guessing. Each failure counts for the address, for the account, and for the pair of both. Thread-safe. docs/accounts.md describes the
/// remaining possibilities of an attacker.
/// </summary>
internal sealed class LoginThrottle(Reloadable<AccountOptions> options, TimeProvider time)
{
    // After a start, the passwords of a crowd behind one address may find no place in the queue for minutes. This pause is short enough to keep the queue busy.
    private static readonly TimeSpan MaxPauseOfCrowd = TimeSpan.FromSeconds(5);

    private readonly FailureCounts<AddressBlock> _crowds = new(
        options.Select(static changed => new PauseRule(changed.FailuresPerAddress, changed.MaxPause < MaxPauseOfCrowd ? changed.MaxPause : MaxPauseOfCrowd)),
        time);

    private readonly FailureCounts<AddressBlock> _addresses = new(options.Select(PerAddress), time);
    private readonly FailureCounts<string> _accounts = new(options.Select(PerAccount), time);
    private readonly FailureCounts<(string, AddressBlock)> _pairs = new(options.Select(PerAccount), time);

    /// <summary>Remaining time that an address must wait before it may try an account.</summary>
    /// <param name="id">The account, whether it exists or not.</param>
    /// <param name="address">The address.</param>
    public TimeSpan PauseOf(string id, AddressBlock address)
    {
        (string, AddressBlock) pair = (id, address);
        TimeSpan pause = Longer(Longer(_addresses.PauseOf(address), _crowds.PauseOf(address)), _pairs.PauseOf(pair));

        // An address that has not failed here is not delayed by failures from other addresses. So nobody can lock out another user.
        return _pairs.Knows(pair) ? Longer(pause, _accounts.PauseOf(id)) : pause;
    }

    /// <summary>Counts a wrong password.</summary>
    public void Failed(string id, AddressBlock address)
    {
        FailedFor(id, address);
        FailedFrom(address);
    }

    /// <summary>Counts a password that is wrong or could not be verified: for the account, and for the pair of account and address.</summary>
    public void FailedFor(string id, AddressBlock address)
    {
        _accounts.Add(id);
        _pairs.Add((id, address));
    }

    /// <summary>Counts a wrong password for the address.</summary>
    public void FailedFrom(AddressBlock address) => _addresses.Add(address);

    /// <summary>
    /// Counts for the address that a password found no place in the hash queue, whether it is wrong or not. The pauses for this are short.
    /// </summary>
    public void FoundNoPlace(AddressBlock address) => _crowds.Add(address);

    /// <summary>
    /// Forgets the failures of an account from an address after a right password. Other failures of the address still count. Otherwise an attacker could
    /// reset them by a login to an account of their own.
    /// </summary>
    public void Succeeded(string id, AddressBlock address) => _pairs.Forget((id, address));

    private static PauseRule PerAddress(AccountOptions options) => new(options.FailuresPerAddress, options.MaxPause);

    private static PauseRule PerAccount(AccountOptions options) => new(options.FailuresPerAccount, options.MaxPause);

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
