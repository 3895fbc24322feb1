using ChatServer.Core.Groups;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Leave &lt;group&gt;</c>: leaves a group. What was sent to it before stays until it is confirmed.</summary>
public class Leave : GroupCommand
{
    /// <inheritdoc/>
    protected override void Execute(ChatSession session, string group)
    {
        if (!session.Limiter.MayTell(session.Chat.MemberCount(group)))
            return;

        GroupOutcome outcome = session.Chat.Leave(session.User!, group);
        if (outcome.Result == GroupResult.Done)
            session.AnswerWhenDurable(outcome.Position, group, new Answer(AnswerCode.Left, group));
        else if (outcome.Result == GroupResult.NotAMember)
            session.AnswerWhenDurable(session.AppServer.System.Store.Appended, group, new Answer(AnswerCode.NotAMember, group));
        else
            session.Answer(AnswerCode.StoreFailing);
    }
}
