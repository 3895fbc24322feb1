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
    protected override void Execute(ChatSession session, string group)
    {
        if (!session.Limiter.MayTell(session.Chat.MemberCount(group)))
            return;

        GroupOutcome outcome = session.Chat.Leave(session.User!, group);
        if (outcome.Result == GroupResult.Done)
            session.ReplyWhenDurable(outcome.Position, group, Replies.Left.With(group));
        else if (outcome.Result == GroupResult.NotAMember)
            session.ReplyWhenDurable(session.AppServer.System.Store.Appended, group, Replies.NotAMember.With(group));
        else
            session.Reply(Replies.StoreFailing);
    }
}
