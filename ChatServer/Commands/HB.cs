using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>HB R</c>: heartbeat; the answer is <c>R</c>.</summary>
public class HB : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        session.Answer(requestInfo.Parameters is ["R"] ? AnswerCode.Heartbeat : AnswerCode.WrongParameters);
    }
}
