using ChatServer.Core.Messages;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>
/// <c>Trace &lt;message id&gt;</c>: tells the life of a message, to its recipient while it is unconfirmed, and to its sender and recipient also
/// afterwards if it was sent with receipts on or with a reference.
/// </summary>
public class Trace : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length != 1 || !Guid.TryParseExact(requestInfo.Parameters[0], "D", out Guid id))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        // That a message has ended is told when its end is on disk.
        MessageTrace? trace = session.Chat.Trace(session.User!, id);
        if (trace is { End: null })
            session.Answer(AnswerCode.Trace, trace);
        else
            session.AnswerWhenDurable(session.AppServer.System.Store.Appended, id.ToString(), trace == null ? new Answer(AnswerCode.NoSuchMessage, id.ToString()) : new Answer(AnswerCode.Trace, trace));
    }
}
