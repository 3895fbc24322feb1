using ChatServer.Core.Accounts;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace ChatServer.Sessions;

/// <summary>
/// Allows a command only to users whose account has the role <see cref="AccountRole.Operator"/>. It reads the role for each command, so a change takes effect
/// at once. It runs after <see cref="AuthorizeAttribute"/>.
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
