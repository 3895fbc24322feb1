using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Makes guessing passwords slow. Failures count three times: for the address, for the account, and for both together. Thread-safe.
/// docs/accounts.md says what an attacker can do all the same.
/// </summary>
internal sealed class LoginThrottle(AccountOptions options, TimeProvider time)
{
    // Short enough that a crowd behind one address, which nobody can judge for minutes after a start, keeps the hashes busy.
    private static readonly TimeSpan MaxPauseOfCrowd = TimeSpan.FromSeconds(5);

    private readonly FailureCounts<AddressBlock> _crowds = new(
        options.FailuresPerAddress,
        options.MaxPause < MaxPauseOfCrowd ? options.MaxPause : MaxPauseOfCrowd,
        time);

    private readonly FailureCounts<AddressBlock> _addresses = new(options.FailuresPerAddress, options.MaxPause, time);
    private readonly FailureCounts<string> _accounts = new(options.FailuresPerAccount, options.MaxPause, time);
    private readonly FailureCounts<(string, AddressBlock)> _pairs = new(options.FailuresPerAccount, options.MaxPause, time);

    /// <summary>How long an address must wait before it may try an account.</summary>
    /// <param name="id">The account, whether it exists or not.</param>
    /// <param name="address">The address.</param>
    public TimeSpan PauseOf(string id, AddressBlock address)
    {
        (string, AddressBlock) pair = (id, address);
        TimeSpan pause = Longer(Longer(_addresses.PauseOf(address), _crowds.PauseOf(address)), _pairs.PauseOf(pair));

        // An address that has not failed here is not delayed by failures from other addresses. So nobody can lock out another user.
        return _pairs.Knows(pair) ? Longer(pause, _accounts.PauseOf(id)) : pause;
    }

    /// <summary>A password was wrong.</summary>
    public void Failed(string id, AddressBlock address)
    {
        FailedFor(id, address);
        FailedFrom(address);
    }

    /// <summary>A password was wrong, or nobody could judge it: counts for the account, and for it and the address together.</summary>
    public void FailedFor(string id, AddressBlock address)
    {
        _accounts.Add(id);
        _pairs.Add((id, address));
    }

    /// <summary>A password was wrong: counts for the address.</summary>
    public void FailedFrom(AddressBlock address) => _addresses.Add(address);

    /// <summary>
    /// A password found no place in the queue of hashes: counts for the address, whether the password is known to be wrong or not. Its pauses are short.
    /// </summary>
    public void FoundNoPlace(AddressBlock address) => _crowds.Add(address);

    /// <summary>A password was right. The address's other failures stay: it could log in to an account of its own between guesses.</summary>
    public void Succeeded(string id, AddressBlock address) => _pairs.Forget((id, address));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
