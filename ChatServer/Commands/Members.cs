using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Members &lt;group&gt;</c>: tells a member who is in a group, first those who are online.</summary>
public class Members : GroupCommand
{
    // A reply stays one readable line.
    private const int MaxListed = 100;

    // To look at this many members costs as much as a usual line.
    private const int MembersOfCommand = 100;

    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Members),
        new CommandForm(
            "查看群里有谁",
            "who is in a group",
            new CommandParameter("group", "群", "group")))
    {
        HelpOrder = 110,
    };

    /// <inheritdoc/>
    protected override async ValueTask RunAsync(ChatSession session, string group)
    {
        session.Limiter.CountCommand(session.Chat.GetMemberCount(group) / MembersOfCommand);
        if (await session.Chat.GetMembersAsync(session.User!, group, MaxListed).ConfigureAwait(false) is { } members)
        {
            int more = members.Count - members.Online.Count - members.Offline.Count;
            session.Reply(Replies.Members.With(group, members.Count, new IdList(members.Online), new IdList(members.Offline, more)));
        }
        else
        {
            session.Reply(Replies.NotAMember.With(group));
        }
    }
}
