using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace ChatServer.Sessions;

/// <summary>Lets commands run only after login, except those for everybody.</summary>
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

        // Kicked, and about to be told so: the session of the later login is the user now.
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
