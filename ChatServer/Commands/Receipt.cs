using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>
/// <c>Receipt on|off|all</c>: whether this connection is told the id of each message that it sends when it is stored, and once more when the
/// recipient has confirmed it; with <c>all</c> also when the message is handed over to the recipient's connection.
/// </summary>
public class Receipt : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is not [string word] || !word.All(char.IsAsciiLetter)
            || !Enum.TryParse(word, ignoreCase: true, out ReceiptLevel level))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        session.Receipts = level;
        session.Answer(level switch
        {
            ReceiptLevel.Off => AnswerCode.ReceiptsOff,
            ReceiptLevel.On => AnswerCode.ReceiptsOn,
            _ => AnswerCode.ReceiptsAll,
        });
    }
}
