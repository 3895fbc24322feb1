using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Join &lt;group&gt;</c>: enters a group, and makes it if there is none. The other members who are online are told.</summary>
public class Join : GroupCommand
{
    /// <inheritdoc/>
    protected override void Execute(ChatSession session, string group)
    {
        if (!session.Limiter.MayTell(session.Chat.MemberCount(group)))
            return;

        using SessionOutput.Pause pause = session.HoldNotifications();
        GroupOutcome outcome = session.Chat.Join(session.User!, group);
        StoreLimits limits = session.AppServer.Options.Limits;

        // Who removes an account ends its memberships; one that comes too late for that ends here.
        if (!session.AppServer.System.Accounts.MayJoin(session.User!.Id))
        {
            session.Chat.LeaveAll(session.User.Id);
            session.CloseSaying(AnswerCode.AccountRemoved);
            return;
        }

        switch (outcome.Result)
        {
            case GroupResult.Done:
                session.AnswerWhenDurable(outcome.Position, group, new Answer(AnswerCode.Joined, group, (long)outcome.Members));
                break;
            case GroupResult.GroupFull:
                session.Answer(AnswerCode.GroupFull, group, limits.MaxMembersPerGroup);
                break;
            case GroupResult.TooManyGroups:
                session.Answer(AnswerCode.TooManyGroups, limits.MaxGroupsPerUser);
                break;
            case GroupResult.TooManyMemberships:
                session.Answer(AnswerCode.TooManyMemberships);
                break;
            case GroupResult.AddressFull:
                session.Answer(AnswerCode.TooManyMembershipsOfAddress, session.Chat.SenderLimits.MaxMembershipsOfAddress);
                break;
            case GroupResult.UnusableName:
                session.Answer(AnswerCode.UnusableName, group);
                break;
            case GroupResult.LookalikeName:
                session.Answer(AnswerCode.LookalikeName, group);
                break;
            default:
                session.Answer(AnswerCode.StoreFailing);
                break;
        }
    }
}
