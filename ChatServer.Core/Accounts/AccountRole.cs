namespace ChatServer.Core.Accounts;

/// <summary>What a user may do besides chatting.</summary>
public enum AccountRole
{
    /// <summary>Nothing.</summary>
    User,

    /// <summary>Use the admin commands.</summary>
    Operator,
}

/// <summary>What an administrator has decided about an account. The numbers are on disk and never change.</summary>
[Flags]
public enum AccountMarks : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The account has the role <see cref="AccountRole.Operator"/>.</summary>
    Operator = 1,

    /// <summary>Nobody can log in.</summary>
    Disabled = 2,
}
