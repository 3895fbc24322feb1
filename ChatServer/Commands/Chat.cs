using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
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
    protected override bool MaySend(ChatSession session, string target, bool isRecent)
    {
        AccountService accounts = session.AppServer.System.Accounts;
        if (accounts.MayReceive(target) && (isRecent || accounts.MayExist(target) || session.Chat.Knows(target)))
            return true;
        session.Reply(Replies.NoSuchUser.With(target));
        return false;
    }

    /// <inheritdoc/>
    protected override SendOutcome Send(ChatSession session, string target, string text, string? reference)
        => session.Chat.Send(session.User!, target, text, session.WantsReceipts, reference);
}
