using ChatServer.Core.Messages;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary>
/// <c>Trace &lt;message id&gt;</c>: tells the life of a message, to its recipient while it is unconfirmed, and to its sender and recipient also
/// afterwards if it was sent with receipts on or with a reference.
/// </summary>
public class Trace : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Trace),
        new CommandForm(
            "查看一条消息的经过",
            "what became of a message",
            new CommandParameter("id", "消息编号", "message id")))
    {
        HelpOrder = 70,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
        => Guid.TryParseExact(request.FirstParameter, "D", out Guid id) ? ReplyAsync(session, id) : RefuseAsync(session);

    // That a message has ended is told when its end is on disk.
    private static async ValueTask ReplyAsync(ChatSession session, Guid id)
    {
        MessageTrace? trace = await session.Chat.TraceAsync(session.User!, id).ConfigureAwait(false);
        if (trace is { End: null })
            session.Reply(Replies.Trace.With(new TraceReport(trace)));
        else
            session.ReplyWhenDurable(session.Chat.Durability.Appended, id, trace == null ? Replies.NoSuchMessage.With(id) : Replies.Trace.With(new TraceReport(trace)));
    }
}
