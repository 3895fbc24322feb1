using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>
/// The password of one id as it is stored, and what is remembered of it while the process runs. A change of the password makes another object.
/// </summary>
public sealed class Account
{
    // The last addresses that logged in; more do not help.
    private const int MaxAddresses = 4;

    // A known address may try the verifier so often while there are pauses, after so many at once.
    private static readonly Rate FastTries = new(perSecond: 2, burst: 10);

    // One for all accounts: it is taken only while there are pauses.
    private static readonly Lock FastTriesLock = new();

    private volatile byte[]? _verifier;
    private volatile AddressBlock[] _addresses = [];
    private RateMeter _fastTries;

    internal Account(string id, string hash, DateTimeOffset time, long position, long generation, AccountMarks flags = AccountMarks.None)
    {
        Flags = flags;
        Id = id;
        Hash = hash;
        Time = time;
        Position = position;
        Generation = generation;
    }

    /// <summary>The id, normalised.</summary>
    public string Id { get; }

    /// <summary>When the password was set.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>What the user may do.</summary>
    public AccountRole Role => (Flags & AccountMarks.Operator) != 0 ? AccountRole.Operator : AccountRole.User;

    /// <summary>Whether nobody can log in.</summary>
    public bool IsDisabled => (Flags & AccountMarks.Disabled) != 0;

    /// <summary>What an administrator has decided.</summary>
    internal AccountMarks Flags { get; }

    /// <summary>The hash, from <see cref="PasswordHashes"/>.</summary>
    internal string Hash { get; }

    /// <summary>Nobody logs in before this position of the store is durable.</summary>
    internal long Position { get; }

    /// <summary>Differs for every password that was set.</summary>
    internal long Generation { get; }

    /// <summary>Fast verifier, once the password has been verified in this process.</summary>
    internal byte[]? Verifier => _verifier;

    /// <summary>The same password under another hash.</summary>
    internal Account WithHash(string hash)
        => new(Id, hash, Time, Position, Generation, Flags) { _verifier = _verifier, _addresses = _addresses };

    /// <summary>The same account with other flags.</summary>
    internal Account WithFlags(AccountMarks flags)
        => new(Id, Hash, Time, Position, Generation, flags) { _verifier = _verifier, _addresses = _addresses };

    /// <summary>Remembers a successful login.</summary>
    internal void Remember(byte[] verifier, AddressBlock address)
    {
        _verifier = verifier;
        AddressBlock[] addresses = _addresses;

        // Of two at the same moment one may be forgotten; that does no harm.
        if (!addresses.Contains(address))
            _addresses = [address, .. addresses.Take(MaxAddresses - 1)];
    }

    /// <summary>Whether an address may try the verifier although there are pauses: it has logged in before, and not too many have been tried just now.</summary>
    internal bool TryTakeFastTry(AddressBlock address, TimeProvider time)
    {
        if (!_addresses.Contains(address))
            return false;
        lock (FastTriesLock)
            return _fastTries.TryTake(FastTries, (long)time.GetElapsedTime(0).TotalMilliseconds, out _);
    }
}
