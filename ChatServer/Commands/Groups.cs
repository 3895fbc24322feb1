using ChatServer.Core.Groups;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Groups</c>: lists the groups that the user is in.</summary>
public class Groups : ChatCommand
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
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        IReadOnlyList<GroupInfo> groups = session.Chat.GroupsOf(session.User!);
        session.ReplyFromDisk(Replies.Groups.With(groups.Count, new GroupList(groups)));
        return true;
    }
}
