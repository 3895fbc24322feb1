using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace ChatServer.Sessions;

/// <summary>Requires a login for commands, except for those that are open to unauthenticated sessions.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuthorizeAttribute : CommandFilterAttribute
{
    /// <inheritdoc/>
    public override bool KeepsContext => false;

    /// <inheritdoc/>
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        var session = (ChatSession)commandContext.Session;
        if (session is { IsLoggedIn: true, State: not LoginState.Kicked } || commandContext.CurrentCommand is IDescribedCommand { Description.Role: CommandRole.Anyone })
            return;

        // This session was replaced by a later login of the same user and will soon be notified.
        if (session.State == LoginState.Kicked)
        {
            commandContext.Cancel = true;
        }
        else if (!session.IsLoggedIn)
        {
            session.Reply(Replies.LogInFirst);
            commandContext.Cancel = true;
        }
    }

    /// <inheritdoc/>
    public override void OnCommandExecuted(CommandExecutingContext commandContext)
    {
    }
}
