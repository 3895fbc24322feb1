using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Who</c>: tells who is logged in; <c>Who &lt;id&gt; ...</c>: who of these.</summary>
public class Who : CommandBase<ChatSession, StringRequestInfo>
{
    // An answer stays one readable line.
    private const int MostListed = 100;

    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length > 0)
        {
            AnswerOf(session, requestInfo.Parameters);
            return;
        }

        string[] ids = [.. session.Chat.OnlineIds.Take(MostListed)];
        Array.Sort(ids, StringComparer.Ordinal);
        int online = Math.Max(ids.Length, session.Chat.OnlineCount);
        session.Answer(AnswerCode.Online, (long)online, ids);
    }

    private static void AnswerOf(ChatSession session, string[] parameters)
    {
        var asked = new HashSet<string>();
        foreach (string parameter in parameters)
        {
            if (parameters.Length > MostListed || !UserId.TryParse(parameter, out string id))
            {
                session.Answer(AnswerCode.WrongParameters);
                return;
            }

            asked.Add(id);
        }

        string[] ids = [.. asked.Where(id => session.Chat.ConnectionOf(id) != null).Order(StringComparer.Ordinal)];
        session.Answer(AnswerCode.Online, (long)ids.Length, ids);
    }
}
