using ChatServer.Answers;
using ChatServer.Sessions;
using ChatServer.Users;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Leave &lt;group&gt;</c>: leaves a group. What was sent to it before stays until it is confirmed.</summary>
public class Leave : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length != 1 || !UserId.TryParse(requestInfo.Parameters[0], out string group))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        if (!session.MayTell(session.Chat.MemberCount(group)))
            return;
        GroupOutcome outcome = session.Chat.Leave(session.User!, group);
        switch (outcome.Result)
        {
            case GroupResult.Done:
                session.AnswerWhenDurable(outcome.Position, group, new Answer(AnswerCode.Left, group));
                break;
            case GroupResult.NotAMember:
                session.Answer(AnswerCode.NotAMember, group);
                break;
            default:
                session.Answer(AnswerCode.StoreFailing);
                break;
        }
    }
}
