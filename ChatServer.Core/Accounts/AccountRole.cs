namespace ChatServer.Core.Accounts;

/// <summary>What a user may do in addition to chatting.</summary>
public enum AccountRole
{
    /// <summary>Nothing.</summary>
    User,

    /// <summary>Use the admin commands.</summary>
    Operator,
}

/// <summary>Flags of an account that an admin sets. The numbers are stored on disk and never change.</summary>
[Flags]
public enum AccountMarks : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>The account has the role <see cref="AccountRole.Operator"/>.</summary>
    Operator = 1,

    /// <summary>Logins are refused.</summary>
    Disabled = 2,
}
