namespace ChatServer.Protocol.Commands;

/// <summary>Who may use a command.</summary>
public enum CommandRole
{
    /// <summary>Users who have logged in.</summary>
    User,

    /// <summary>Everybody, before the login too.</summary>
    Anyone,
}
