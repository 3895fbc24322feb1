using ChatServer.Core.Delivery;
using ChatServer.Protocol.Commands;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Chat &lt;id&gt; &lt;text&gt;</c>: sends a message to somebody.</summary>
public class Chat : SendingCommand
{
    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Chat),
        new CommandForm(
            "发送消息,对方不在线时会保存",
            "send a message; it is kept while the recipient is offline",
            new CommandParameter("to", "账号", "id"),
            new CommandParameter("text", "内容", "text") { IsText = true }))
    {
        HelpOrder = 30,
    };

    /// <inheritdoc/>
    protected override ValueTask<SendOutcome> SendAsync(ChatSession session, string target, string text, string? reference)
        => session.Chat.SendAsync(session.User!, target, text, session.WantsReceipts, reference);
}
