using ChatServer.Answers;
using ChatServer.Sessions;
using ChatServer.Users;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>A command whose only parameter is the name of a group.</summary>
public abstract class GroupCommand : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public sealed override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is [string name] && UserId.TryParse(name, out string group))
            Execute(session, group);
        else
            session.Answer(AnswerCode.WrongParameters);
    }

    /// <summary>Carries the command out.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="group">Name of the group, normalised.</param>
    protected abstract void Execute(ChatSession session, string group);
}
