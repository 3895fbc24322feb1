using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Join &lt;group&gt;</c>: enters a group, and makes it if there is none. The other members who are online are told.</summary>
public class Join : GroupCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Join),
        new CommandForm(
            "加入一个群,没有就新建",
            "join a group; creates it if there is none",
            new CommandParameter("group", "群", "group")))
    {
        HelpOrder = 90,
    };

    /// <inheritdoc/>
    protected override async ValueTask RunAsync(ChatSession session, string group)
    {
        if (!session.Limiter.MayTell(session.Chat.GetMemberCount(group)))
            return;

        using SessionOutput.Pause pause = session.HoldNotifications();
        GroupOutcome outcome = await session.Chat.JoinAsync(session.User!, group).ConfigureAwait(false);
        StoreLimits limits = session.AppServer.Options.Limits;

        switch (outcome.Result)
        {
            case GroupResult.Done:
                session.ReplyWhenDurable(outcome.Position, group, Replies.Joined.With(group, outcome.Members));
                break;
            case GroupResult.GroupFull:
                session.Reply(Replies.GroupFull.With(group, limits.MaxMembersPerGroup));
                break;
            case GroupResult.TooManyGroups:
                session.Reply(Replies.TooManyGroups.With(limits.MaxGroupsPerUser));
                break;
            case GroupResult.TooManyMemberships:
                session.Reply(Replies.TooManyMemberships);
                break;
            case GroupResult.AddressFull:
                session.Reply(Replies.TooManyMembershipsOfAddress.With(session.Chat.SenderLimits.MaxMembershipsOfAddress));
                break;
            case GroupResult.UnusableName:
                session.Reply(Replies.UnusableName.With(group));
                break;
            case GroupResult.LookalikeName:
                session.Reply(Replies.LookalikeName.With(group));
                break;
            case GroupResult.NoAccount:
                session.CloseWith(Replies.AccountRemoved);
                break;
            default:
                session.Reply(Replies.StoreFailing);
                break;
        }
    }
}
