using ChatServer.Core.Groups;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Groups</c>: lists the groups that the user is in.</summary>
public class Groups : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length > 0)
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        IReadOnlyList<GroupInfo> groups = session.Chat.GroupsOf(session.User!);
        session.AnswerFromDisk(AnswerCode.Groups, (long)groups.Count, groups);
    }
}
