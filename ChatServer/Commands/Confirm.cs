using System.Runtime.CompilerServices;
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
            WaitFor(session, ConfirmDeliveredAsync(session));
        else if (TryParse(which, out Guid id))
            WaitFor(session, ConfirmAsync(session, id));
        else
            return false;
        return true;
    }

    // Alone: within its callers the compiler would have no budget left to inline what parses the 16 bytes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryParse(ReadOnlySpan<char> text, out Guid id) => Guid.TryParseExact(text, "D", out id);

    // A client that reads fast sends nothing more often: without a state machine if there is nothing to wait for.
    private static ValueTask ConfirmAsync(ChatSession session, Guid id)
    {
        ValueTask<EndOutcome> confirming = session.Chat.ConfirmAsync(session.User!, id);
        if (!confirming.IsCompletedSuccessfully)
            return AwaitAsync(session, id, confirming);
        Reply(session, id, confirming.Result);
        return default;
    }

    private static async ValueTask AwaitAsync(ChatSession session, Guid id, ValueTask<EndOutcome> confirming)
        => Reply(session, id, await confirming.ConfigureAwait(false));

    private static async ValueTask ConfirmDeliveredAsync(ChatSession session)
    {
        EndOutcome all = await session.Chat.ConfirmDeliveredAsync(session.User!, session).ConfigureAwait(false);
        session.ReplyWhenDurable(GetPosition(session, all), subject: "*", Replies.ConfirmedAll.With(all.Count));
    }

    private static void Reply(ChatSession session, Guid id, EndOutcome outcome)
    {
        if (!session.WantsReceipts)
            return;
        ReplyDefinition<Guid> reply = outcome.Count == 0 ? Replies.NoSuchMessage : Replies.Confirmed;
        session.ReplyWhenDurable(GetPosition(session, outcome), id, reply.With(id));
    }

    // An earlier confirmation of the same message may not be on disk yet: to say that the message is gone waits for it, too.
    private static long GetPosition(ChatSession session, EndOutcome outcome) => outcome.Count == 0 ? session.Chat.Durability.Appended : outcome.Position;
}
