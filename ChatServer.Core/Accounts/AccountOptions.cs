namespace ChatServer.Core.Accounts;

/// <summary>Which logins are allowed.</summary>
public enum AccountMode
{
    /// <summary>The first login with a new id creates its account. Later logins need the password of the account.</summary>
    Open,

    /// <summary>Only accounts that an admin created.</summary>
    Closed,

    /// <summary>There are no accounts: any password is accepted.</summary>
    None,
}

/// <summary>Options of accounts: allowed logins, and limits for password guessing.</summary>
public sealed record AccountOptions
{
    /// <summary>Minimum number of iterations; for tests.</summary>
    public const int MinIterations = 1000;

    /// <summary>Maximum number of iterations. With it, one login takes several seconds of a core.</summary>
    public const int MaxIterations = 10_000_000;

    /// <summary>Which logins are allowed. Default <see cref="AccountMode.Open"/>.</summary>
    public AccountMode Mode { get; init; } = AccountMode.Open;

    /// <summary>
    /// Iterations of PBKDF2-HMAC-SHA512 for new passwords, 1,000 to 10,000,000. Default 210,000, the minimum that OWASP's Password Storage Cheat Sheet
    /// recommended in 2023. If a stored password has fewer, its next login that computes the slow hash stores it again with this number.
    /// </summary>
    public int Iterations { get; init; } = 210_000;

    /// <summary>Maximum number of accounts. Default 1,000,000.</summary>
    public int MaxAccounts { get; init; } = 1_000_000;

    /// <summary>
    /// Maximum accounts per hour that first logins from one address create. Default 100, maximum 1,000,000; 0 means no
    /// limit. Accounts that an admin creates do not count.
    /// </summary>
    public int NewAccountsPerHourPerAddress { get; init; } = 100;

    /// <summary>
    /// Burst of accounts that first logins from one address may create, 1 to 1,000,000. Default 2000: all users of a school or company on the first day.
    /// </summary>
    public int NewAccountBurstPerAddress { get; init; } = 2000;

    /// <summary>Number of wrong passwords for one account before pauses start. Default 5.</summary>
    public int FailuresPerAccount { get; init; } = 5;

    /// <summary>Number of wrong passwords from one address (IPv6: one network of 64 bits) before pauses start. Default 20.</summary>
    public int FailuresPerAddress { get; init; } = 20;

    /// <summary>
    /// Additional reserved ids, normalised and separated by spaces. Only an admin can create accounts with reserved ids. Default none.
    /// </summary>
    public string ReservedIds { get; init; } = string.Empty;

    /// <summary>
    /// How long the fast verifiers of passwords outlive an orderly stop, in whole seconds, so that users are back at once after a restart. Default 300 s. Zero:
    /// they end with the process.
    /// </summary>
    public TimeSpan RestartMemory { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Maximum pause. The first pause lasts one second, and each further pause twice as long as the one before. Default 60 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);
}
