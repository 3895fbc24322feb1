using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Format text|json</c>: changes how this connection writes and reads lines.</summary>
public class Format : CommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is [string name] && session.TrySetFormat(name))
            session.Answer(AnswerCode.FormatChanged, session.Format.Name);
        else
            session.Answer(AnswerCode.WrongParameters);
    }
}
