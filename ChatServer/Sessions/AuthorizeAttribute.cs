using ChatServer.Answers;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace ChatServer.Sessions;

/// <summary>Lets commands run only after login, except those that are <see cref="IOpenBeforeLogin"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AuthorizeAttribute : CommandFilterAttribute
{
    /// <inheritdoc/>
    public override bool KeepsContext => false;

    /// <inheritdoc/>
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        var session = (ChatSession)commandContext.Session;
        if (session.IsLoggedIn || commandContext.CurrentCommand is IOpenBeforeLogin)
            return;

        session.Answer(AnswerCode.LogInFirst);
        commandContext.Cancel = true;
    }

    /// <inheritdoc/>
    public override void OnCommandExecuted(CommandExecutingContext commandContext)
    {
    }
}
