using ChatServer.Core.Accounts;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace ChatServer.Sessions;

/// <summary>
/// Lets only users whose account has the role <see cref="AccountRole.Operator"/> run a command. The role is looked up for each command, so a change holds at
/// once. It runs behind <see cref="AuthorizeAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OperatorOnlyAttribute : CommandFilterAttribute
{
    /// <inheritdoc/>
    public override bool KeepsContext => false;

    /// <inheritdoc/>
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        ArgumentNullException.ThrowIfNull(commandContext);
        var session = (ChatSession)commandContext.Session;
        if (session.User is { } user && session.Chat.HasRole(user.Id, AccountRole.Operator))
            return;
        session.Reply(Replies.OperatorsOnly);
        commandContext.Cancel = true;
    }

    /// <inheritdoc/>
    public override void OnCommandExecuted(CommandExecutingContext commandContext)
    {
    }
}
