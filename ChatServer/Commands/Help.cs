using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Help</c>: lists the commands.</summary>
public class Help : CommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        session.Answer(requestInfo.Parameters.Length == 0 ? AnswerCode.Help : AnswerCode.WrongParameters);
    }
}
