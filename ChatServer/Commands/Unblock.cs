using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Unblock &lt;id&gt;</c>: accepts messages from a user again.</summary>
public class Unblock : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Unblock),
        new CommandForm(
            "重新接收某人的消息",
            "accept messages from somebody again",
            new CommandParameter("id", "账号", "id")))
    {
        HelpOrder = 74,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
        => UserId.TryParse(request.Parameters[0], out string id) ? UnblockAsync(session, id) : RefuseAsync(session);

    private static async ValueTask UnblockAsync(ChatSession session, string id)
    {
        ListOutcome outcome = await session.Chat.RemoveFromListAsync(session.User!, UserLists.Blocked, id).ConfigureAwait(false);
        session.ReplyWhenDurable(outcome.Position, id, outcome.Result == ListResult.StoreFailing ? Replies.StoreFailing : Replies.Unblocked.With(id));
    }
}
