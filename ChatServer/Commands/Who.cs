using ChatServer.Answers;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Who</c>: tells who is logged in.</summary>
public class Who : CommandBase<ChatSession, StringRequestInfo>
{
    // An answer stays one readable line.
    private const int MostListed = 100;

    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length > 0)
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        string[] ids = [.. session.Chat.OnlineIds.Take(MostListed)];
        Array.Sort(ids, StringComparer.Ordinal);
        int online = Math.Max(ids.Length, session.Chat.OnlineCount);
        session.Answer(AnswerCode.Online, (long)online, ids);
    }
}
