using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>
/// The stored password of one id, and what the process remembers about it. A change of the password creates another object.
/// </summary>
public sealed class Account
{
    // Number of remembered addresses. More bring no benefit.
    private const int MaxAddresses = 4;

    // Rate and burst at which a known address may try the fast verifier during pauses.
    private static readonly Rate FastTries = new(perSecond: 2, burst: 10);

    // One lock for all accounts. It is taken only during pauses.
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

    /// <summary>Whether logins are refused.</summary>
    public bool IsDisabled => (Flags & AccountMarks.Disabled) != 0;

    /// <summary>The flags that an admin has set.</summary>
    internal AccountMarks Flags { get; }

    /// <summary>The hash, from <see cref="PasswordHashes"/>.</summary>
    internal string Hash { get; }

    /// <summary>A login succeeds only when this position of the store is durable.</summary>
    internal long Position { get; }

    /// <summary>A number that is different for each password that was set.</summary>
    internal long Generation { get; }

    /// <summary>The fast verifier. <see langword="null"/> until the password has been verified in this process.</summary>
    internal byte[]? Verifier => _verifier;

    /// <summary>Creates a copy with another hash of the same password.</summary>
    internal Account WithHash(string hash)
        => new(Id, hash, Time, Position, Generation, Flags) { _verifier = _verifier, _addresses = _addresses };

    /// <summary>Creates a copy with other flags.</summary>
    internal Account WithFlags(AccountMarks flags)
        => new(Id, Hash, Time, Position, Generation, flags) { _verifier = _verifier, _addresses = _addresses };

    /// <summary>Takes over the fast verifier of the process before.</summary>
    internal void Restore(byte[] verifier) => _verifier = verifier;

    /// <summary>Remembers a successful login.</summary>
    internal void Remember(byte[] verifier, AddressBlock address)
    {
        _verifier = verifier;
        AddressBlock[] addresses = _addresses;

        // If two threads come here at the same moment, one address may be lost, which does no harm.
        if (!addresses.Contains(address))
            _addresses = [address, .. addresses.Take(MaxAddresses - 1)];
    }

    /// <summary>
    /// Whether an address may try the fast verifier during a pause: it has logged in before, and the number of recent tries is within the rate.
    /// </summary>
    internal bool TryTakeFastTry(AddressBlock address, TimeProvider time)
    {
        if (!_addresses.Contains(address))
            return false;
        lock (FastTriesLock)
            return _fastTries.TryTake(FastTries, (long)time.GetElapsedTime(0).TotalMilliseconds, out _);
    }
}
