using ChatServer.Core.Groups;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Leave &lt;group&gt;</c>: leaves a group. What was sent to it before stays until it is confirmed.</summary>
public class Leave : GroupCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Leave),
        new CommandForm(
            "退出一个群",
            "leave a group",
            new CommandParameter("group", "群", "group")))
    {
        HelpOrder = 130,
    };

    /// <inheritdoc/>
    protected override async ValueTask RunAsync(ChatSession session, string group)
    {
        if (!session.Limiter.MayTell(session.Chat.GetMemberCount(group)))
            return;

        GroupOutcome outcome = await session.Chat.LeaveAsync(session.User!, group).ConfigureAwait(false);
        if (outcome.Result == GroupResult.Done)
            session.ReplyWhenDurable(outcome.Position, group, Replies.Left.With(group));
        else if (outcome.Result == GroupResult.NotAMember)
            session.ReplyWhenDurable(session.Chat.Durability.Appended, group, Replies.NotAMember.With(group));
        else
            session.Reply(Replies.StoreFailing);
    }
}
