namespace ChatServer.Core.Accounts;

/// <summary>What became of a try to log in or to change a password.</summary>
public enum PasswordResultKind
{
    /// <summary>The password is right, and durable; the new one too, if there is one.</summary>
    Right,

    /// <summary>The id or the password is wrong.</summary>
    Wrong,

    /// <summary>It is no password at all: too long, or with control characters.</summary>
    NoPassword,

    /// <summary>There were too many failures: wait <see cref="PasswordResult.Seconds"/>.</summary>
    Throttled,

    /// <summary>Too many others wait: wait <see cref="PasswordResult.Seconds"/>.</summary>
    Busy,

    /// <summary>There are as many accounts as there may be.</summary>
    TooMany,

    /// <summary>Too many accounts were made from the address: wait <see cref="PasswordResult.Seconds"/>.</summary>
    TooManyNewAccounts,

    /// <summary>The server cannot write to its disk.</summary>
    NotStored,

    /// <summary>No new account may have this id: not all of it is seen, or it mixes scripts.</summary>
    UnusableId,

    /// <summary>The id looks like that of another account.</summary>
    LookalikeId,

    /// <summary>Only the operator makes an account of this id.</summary>
    ReservedId,
}

/// <summary>What became of a try to log in or to change a password.</summary>
/// <param name="Kind">What.</param>
/// <param name="Account">The account, if the password is right.</param>
/// <param name="Seconds">How long to wait, at least 1, where that makes sense.</param>
public readonly record struct PasswordResult(PasswordResultKind Kind, Account? Account = null, int Seconds = 0)
{
    /// <summary>Whether this login has created the account.</summary>
    public bool IsNewAccount { get; init; }

    internal static PasswordResult Wait(PasswordResultKind kind, TimeSpan time) => new(kind, null, Math.Max(1, (int)Math.Ceiling(time.TotalSeconds)));
}

/// <summary>What became of the operator's change.</summary>
public enum AccountChange
{
    /// <summary>It is durable.</summary>
    Done,

    /// <summary>There is such an account already.</summary>
    Exists,

    /// <summary>There is no such account.</summary>
    Unknown,

    /// <summary>There are as many accounts as there may be.</summary>
    TooMany,

    /// <summary>It is no password.</summary>
    NoPassword,

    /// <summary>No new account may have this id: not all of it is seen, or it mixes scripts.</summary>
    UnusableId,

    /// <summary>The id looks like that of another account.</summary>
    LookalikeId,
}
