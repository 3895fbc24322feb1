namespace ChatServer.Core.Accounts;

/// <summary>Kind of the result of a login or of a password change.</summary>
public enum PasswordResultKind
{
    /// <summary>The password is right and durable. If there is a new password, it is durable too.</summary>
    Right,

    /// <summary>The id or the password is wrong.</summary>
    Wrong,

    /// <summary>The text is not a valid password: it is too long, or contains control characters.</summary>
    NoPassword,

    /// <summary>There were too many failures. Wait for <see cref="PasswordResult.Seconds"/>.</summary>
    Throttled,

    /// <summary>Too many other logins wait. Wait for <see cref="PasswordResult.Seconds"/>.</summary>
    Busy,

    /// <summary>The maximum number of accounts is reached.</summary>
    TooMany,

    /// <summary>The address created too many accounts. Wait for <see cref="PasswordResult.Seconds"/>.</summary>
    TooManyNewAccounts,

    /// <summary>The server cannot write to its disk.</summary>
    NotStored,

    /// <summary>A new account cannot have this id, because it has invisible characters or mixes scripts.</summary>
    UnusableId,

    /// <summary>The id looks like that of another account.</summary>
    LookalikeId,

    /// <summary>Only an admin can create an account with this id.</summary>
    ReservedId,
}

/// <summary>Result of a login or of a password change.</summary>
/// <param name="Kind">The kind of result.</param>
/// <param name="Account">The account, if the password is right.</param>
/// <param name="Seconds">How long to wait, in seconds, at least 1. 0 if the kind requires no wait.</param>
public readonly record struct PasswordResult(PasswordResultKind Kind, Account? Account = null, int Seconds = 0)
{
    /// <summary>Whether this login has created the account.</summary>
    public bool IsNewAccount { get; init; }

    /// <summary>Whether the id has no account, and gets none because it is banned.</summary>
    public bool IsBanned { get; init; }

    internal static PasswordResult Wait(PasswordResultKind kind, TimeSpan time) => new(kind, null, Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)));
}

/// <summary>Result of a change by an admin.</summary>
public enum AccountChange
{
    /// <summary>The change is durable.</summary>
    Done,

    /// <summary>The account already exists.</summary>
    Exists,

    /// <summary>The account does not exist.</summary>
    Unknown,

    /// <summary>The maximum number of accounts is reached.</summary>
    TooMany,

    /// <summary>The text is not a valid password.</summary>
    NoPassword,

    /// <summary>A new account cannot have this id, because it has invisible characters or mixes scripts.</summary>
    UnusableId,

    /// <summary>The id looks like that of another account.</summary>
    LookalikeId,
}
