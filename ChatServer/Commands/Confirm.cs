using ChatServer.Core.Delivery;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary>
/// <c>Confirm &lt;message id&gt;</c>: removes one of the own messages for good; <c>Confirm *</c>: all that were sent to this connection.
/// Unknown ids and those of others get the same reply. The first form has a reply only with receipts on; the second is refused where what was sent may be lost.
/// </summary>
public class Confirm : ChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Confirm),
        new CommandForm(
            "确认收到(编号是消息的最后一个词),未确认的消息下次登录时会再次收到",
            "you have read it (the id is a message's last word); unconfirmed messages come again at login",
            new CommandParameter("id", "消息编号", "message id")),
        new CommandForm(
            "确认所有已收到的消息",
            "you have read everything that you were sent",
            CommandParameter.Literal("id", "*")))
    {
        HelpOrder = 40,
    };

    /// <inheritdoc/>
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        ReadOnlySpan<char> which = request.FirstParameter;
        if (which is "*" && session.IsReliable)
        {
            EndOutcome all = session.Chat.ConfirmDelivered(session.User!, session);
            long position = all.Count == 0 ? session.AppServer.System.Store.Appended : all.Position;
            session.ReplyWhenDurable(position, subject: "*", Replies.ConfirmedAll.With(all.Count));
        }
        else if (Guid.TryParseExact(which, "D", out Guid id))
        {
            EndOutcome outcome = session.Chat.Confirm(session.User!, id);
            if (session.WantsReceipts)
                Reply(session, id, outcome);
        }
        else
        {
            return false;
        }

        return true;
    }

    private static void Reply(ChatSession session, Guid id, EndOutcome outcome)
    {
        // An earlier confirmation of the same message may not be on disk yet: to say that the message is gone waits for it, too.
        long position = outcome.Count == 0 ? session.AppServer.System.Store.Appended : outcome.Position;
        ReplyDefinition<Guid> reply = outcome.Count == 0 ? Replies.NoSuchMessage : Replies.Confirmed;
        session.ReplyWhenDurable(position, id, reply.With(id));
    }
}
