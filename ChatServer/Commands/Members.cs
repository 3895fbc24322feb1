using ChatServer.Answers;
using ChatServer.Sessions;
using ChatServer.Users;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Members &lt;group&gt;</c>: tells a member who is in a group, first those who are online.</summary>
public class Members : CommandBase<ChatSession, StringRequestInfo>
{
    // An answer stays one readable line.
    private const int MostListed = 100;

    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length != 1 || !UserId.TryParse(requestInfo.Parameters[0], out string group))
            session.Answer(AnswerCode.WrongParameters);
        else if (session.Chat.TryGetMembers(session.User!, group, MostListed, out GroupMembers? members))
            session.Answer(AnswerCode.Members, group, (long)members.Count, members.Online, members.Offline);
        else
            session.Answer(AnswerCode.NotAMember, group);
    }
}
