using ChatServer.Core.Delivery;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>
/// <c>Confirm &lt;message id&gt;</c>: removes one of the own messages for good; <c>Confirm *</c>: all that were sent to this connection.
/// Unknown ids and those of others are answered alike. The first form is answered only with receipts on; the second is refused where what was sent may be lost.
/// </summary>
public class Confirm : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        ReadOnlySpan<char> which = ((ChatRequest)requestInfo).AllParameters;
        if (which is "*" && session.IsReliable)
        {
            EndOutcome all = session.Chat.ConfirmDelivered(session.User!, session);
            long position = all.Count == 0 ? session.AppServer.System.Store.Appended : all.Position;
            session.AnswerWhenDurable(position, subject: "*", new Answer(AnswerCode.ConfirmedAll, (long)all.Count));
        }
        else if (Guid.TryParseExact(which, "D", out Guid id))
        {
            EndOutcome outcome = session.Chat.Confirm(session.User!, id);
            if (session.WantsReceipts)
                Answer(session, id, outcome);
        }
        else
        {
            session.Answer(AnswerCode.WrongParameters);
        }
    }

    private static void Answer(ChatSession session, Guid id, EndOutcome outcome)
    {
        // An earlier confirmation of the same message may not be on disk yet: to say that the message is gone waits for it, too.
        long position = outcome.Count == 0 ? session.AppServer.System.Store.Appended : outcome.Position;
        AnswerCode code = outcome.Count == 0 ? AnswerCode.NoSuchMessage : AnswerCode.Confirmed;
        session.AnswerWhenDurable(position, id.ToString(), new Answer(code, id.ToString()));
    }
}
