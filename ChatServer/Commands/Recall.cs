using ChatServer.Core.Delivery;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary>
/// <c>Recall &lt;message id&gt;</c>: takes back a message that the user has sent, from all recipients who have not confirmed it. Those who have received it
/// are told.
/// </summary>
public class Recall : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Recall),
        new CommandForm(
            "撤回自己发出、对方尚未确认的消息",
            "take back a message of yours that is not confirmed yet",
            new CommandParameter("id", "消息编号", "message id")))
    {
        HelpOrder = 45,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
        => Guid.TryParseExact(request.FirstParameter, "D", out Guid id) ? RecallAsync(session, id) : RefuseAsync(session);

    private static async ValueTask RecallAsync(ChatSession session, Guid id)
    {
        RecallOutcome outcome = await session.Chat.RecallAsync(session.User!, id).ConfigureAwait(false);
        session.ReplyWhenDurable(outcome.Position, id, outcome.Result switch
        {
            RecallResult.Recalled => Replies.Recalled.With(outcome.Count, id),
            RecallResult.NotFound => Replies.NoSuchMessage.With(id),
            RecallResult.Ended => Replies.NothingToRecall.With(id),
            _ => Replies.TooOldToRecall.With((long)session.AppServer.Options.Limits.RecallAge.TotalSeconds, id),
        });
    }
}
