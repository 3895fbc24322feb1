using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary>
/// <c>Receipt on|off|all</c>: whether this connection is told the id of each message that it sends when it is stored, and once more when the
/// recipient has confirmed it; with <c>all</c> also when the message is delivered to the recipient's connection.
/// </summary>
public class Receipt : ChatCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Receipt),
        new CommandForm(
            "回执:消息存好时、对方确认时都会告诉您;all:送达时也告诉您",
            "be told when a message is stored and when it is confirmed; all: also when it is delivered",
            CommandParameter.Literal("value", "on|off|all")))
    {
        HelpOrder = 60,
    };

    /// <inheritdoc/>
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        string word = request.Parameters[0];
        if (!word.All(char.IsAsciiLetter) || !Enum.TryParse(word, ignoreCase: true, out ReceiptLevel level))
            return false;
        session.Receipts = level;
        session.Reply(level switch
        {
            ReceiptLevel.Off => Replies.ReceiptsOff,
            ReceiptLevel.On => Replies.ReceiptsOn,
            _ => Replies.ReceiptsAll,
        });
        return true;
    }
}
