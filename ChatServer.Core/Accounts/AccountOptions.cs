namespace ChatServer.Core.Accounts;

/// <summary>Who may log in.</summary>
public enum AccountMode
{
    /// <summary>The first login with a new id makes its account; afterwards only its password logs in.</summary>
    Open,

    /// <summary>Only accounts that the operator made.</summary>
    Closed,

    /// <summary>There are no accounts: any password logs in.</summary>
    None,
}

/// <summary>Who may log in, and what guessing costs.</summary>
public sealed record AccountOptions
{
    /// <summary>The fewest iterations that are accepted; for tests.</summary>
    public const int MinIterations = 1000;

    /// <summary>The most iterations that are accepted: several seconds of a core for one login.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>Who may log in. Default <see cref="AccountMode.Open"/>.</summary>
    public AccountMode Mode { get; init; } = AccountMode.Open;

    /// <summary>
    /// Iterations of PBKDF2-HMAC-SHA512 for new passwords, 1,000 to 10,000,000. Default 210,000, the least that OWASP's Password Storage Cheat Sheet
    /// recommended in 2023. A password that was stored with fewer is stored anew at its next login that computes the hash.
    /// </summary>
    public int Iterations { get; init; } = 210_000;

    /// <summary>Most accounts. Default 1,000,000.</summary>
    public int MaxAccounts { get; init; } = 1_000_000;

    /// <summary>
    /// Accounts that first logins from one address may make in an hour. Default 100; 0 for no limit, at most 1,000,000. What the operator makes does not count.
    /// </summary>
    public int NewAccountsPerHourPerAddress { get; init; } = 100;

    /// <summary>Accounts that first logins from one address may make at once. Default 2000: everybody of a school or a company on the first day. 1 to 1,000,000.</summary>
    public int NewAccountBurstPerAddress { get; init; } = 2000;

    /// <summary>Wrong passwords for one account before there are pauses. Default 5.</summary>
    public int FailuresPerAccount { get; init; } = 5;

    /// <summary>Wrong passwords from one address (IPv6: one network of 64 bits) before there are pauses. Default 20.</summary>
    public int FailuresPerAddress { get; init; } = 20;

    /// <summary>Ids, normalised and with spaces between them, besides the usual ones under which nobody but the operator makes an account. Default none.</summary>
    public string ReservedIds { get; init; } = string.Empty;

    /// <summary>The longest pause. The first one lasts a second, each further one twice as long as the one before. Default 60 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);
}
