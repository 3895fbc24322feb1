namespace ChatServer.Core.Users;

/// <summary>Has connections of users: a server. Thread-safe.</summary>
public interface IConnectionSource
{
    /// <summary>All connections, also those through which nobody is logged in.</summary>
    IEnumerable<IUserConnection> GetConnections();
}

/// <summary>Why the connections of an account are closed.</summary>
public enum DisconnectReason
{
    /// <summary>An admin has changed the password.</summary>
    PasswordReset,

    /// <summary>An admin has removed the account.</summary>
    AccountRemoved,

    /// <summary>An admin has disabled the account.</summary>
    AccountDisabled,

    /// <summary>An admin has banned the user or the address.</summary>
    Banned,
}
