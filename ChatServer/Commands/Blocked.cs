using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Blocked</c>: lists the users whose messages are refused.</summary>
public class Blocked : AsyncChatCommand
{
    // A reply stays one readable line.
    private const int MaxListed = 100;

    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Blocked),
        new CommandForm(
            "查看您不接收谁的消息",
            "whose messages you refuse"))
    {
        HelpOrder = 76,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request) => ReplyAsync(session);

    private static async ValueTask ReplyAsync(ChatSession session)
    {
        IReadOnlyCollection<string> ids = await session.Chat.GetListAsync(session.User!, UserLists.Blocked).ConfigureAwait(false);
        string[] listed = [.. ids.Take(MaxListed)];
        session.ReplyFromDisk(Replies.BlockedUsers.With(ids.Count, new IdList(listed, ids.Count - listed.Length)));
    }
}
