using ChatServer.Core.Groups;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Groups</c>: lists the groups that the user is in.</summary>
public class Groups : AsyncChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Groups),
        new CommandForm(
            "查看您在哪些群里",
            "which groups you are in"))
    {
        HelpOrder = 120,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request) => ReplyAsync(session);

    private static async ValueTask ReplyAsync(ChatSession session)
    {
        IReadOnlyList<GroupInfo> groups = await session.Chat.GetGroupsAsync(session.User!).ConfigureAwait(false);
        session.ReplyFromDisk(Replies.Groups.With(groups.Count, new GroupList(groups)));
    }
}
