using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Block &lt;id&gt;</c>: refuses messages from a user from now on. The user learns it with the next message that is refused.</summary>
public class Block : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Block),
        new CommandForm(
            "不再接收某人的消息",
            "refuse messages from somebody",
            new CommandParameter("id", "账号", "id")))
    {
        HelpOrder = 72,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
        => UserId.TryParse(request.Parameters[0], out string id) && id != session.User!.Id ? BlockAsync(session, id) : RefuseAsync(session);

    private static async ValueTask BlockAsync(ChatSession session, string id)
    {
        ListOutcome outcome = await session.Chat.AddToListAsync(session.User!, UserLists.Blocked, id).ConfigureAwait(false);
        session.ReplyWhenDurable(outcome.Position, id, outcome.Result switch
        {
            ListResult.Full => Replies.TooManyBlocked.With(UserLists.MaxEntries),
            ListResult.StoreFailing => Replies.StoreFailing,
            _ => Replies.Blocked.With(id),
        });
    }
}
