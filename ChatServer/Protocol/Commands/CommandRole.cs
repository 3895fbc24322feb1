namespace ChatServer.Protocol.Commands;

/// <summary>Who may use a command.</summary>
public enum CommandRole
{
    /// <summary>Users who have logged in.</summary>
    User,

    /// <summary>Everybody, before the login too.</summary>
    Anyone,

    /// <summary>Users whose account has the role operator. <c>OperatorOnlyAttribute</c> on the class checks it.</summary>
    Operator,
}
