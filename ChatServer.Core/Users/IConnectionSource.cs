namespace ChatServer.Core.Users;

/// <summary>A source of user connections: a server. Thread-safe.</summary>
public interface IConnectionSource
{
    /// <summary>All connections, also unauthenticated ones.</summary>
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

    /// <summary>The server cannot reach the store that it shares with other servers. The user can log in at one of them.</summary>
    StoreLost,
}
