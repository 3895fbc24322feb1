using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Chat &lt;id&gt; &lt;text&gt;</c>: sends a message to somebody.</summary>
public class Chat : SendingCommand
{
    /// <inheritdoc/>
    protected override bool MaySend(ChatSession session, string target, bool isRecent)
    {
        AccountService accounts = session.AppServer.System.Accounts;
        if (accounts.MayReceive(target) && (isRecent || accounts.MayExist(target) || session.Chat.Knows(target)))
            return true;
        session.Answer(AnswerCode.NoSuchUser, target);
        return false;
    }

    /// <inheritdoc/>
    protected override SendOutcome Send(ChatSession session, string target, string text, string? reference)
        => session.Chat.Send(session.User!, target, text, session.WantsReceipts, reference);
}
