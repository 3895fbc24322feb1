using ChatServer.Core.Groups;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Members &lt;group&gt;</c>: tells a member who is in a group, first those who are online.</summary>
public class Members : GroupCommand
{
    // An answer stays one readable line.
    private const int MostListed = 100;

    // To look at this many members costs as much as a usual line.
    private const int MembersOfCommand = 100;

    /// <inheritdoc/>
    protected override void Execute(ChatSession session, string group)
    {
        session.Limiter.CountCommand(session.Chat.MemberCount(group) / MembersOfCommand);
        if (session.Chat.TryGetMembers(session.User!, group, MostListed, out GroupMembers? members))
            session.Answer(AnswerCode.Members, group, (long)members.Count, members.Online, members.Offline);
        else
            session.Answer(AnswerCode.NotAMember, group);
    }
}
