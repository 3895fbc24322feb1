using ChatServer.Answers;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>
/// <c>Receipt on|off</c>: whether this connection is told the id of each message that it sends when it is stored, and once more when the
/// recipient has confirmed it.
/// </summary>
public class Receipt : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is not [string word] || !(Is(word, "on") || Is(word, "off")))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        session.WantsReceipts = Is(word, "on");
        session.Answer(session.WantsReceipts ? AnswerCode.ReceiptsOn : AnswerCode.ReceiptsOff);
    }

    private static bool Is(string word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
