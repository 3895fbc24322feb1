using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Confirm &lt;message id&gt;</c>: removes one of the own messages for good. Unknown ids and those of others are answered alike: not at all.</summary>
public class Confirm : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length == 1 && Guid.TryParseExact(requestInfo.Parameters[0], "D", out Guid id))
            session.Chat.Confirm(session.User!, id);
        else
            session.Send(session.Texts.WrongParameters);
    }
}
