using ChatServer.Answers;
using ChatServer.Configuration;
using ChatServer.Lines;
using ChatServer.Sessions;
using ChatServer.Storage;
using ChatServer.Users;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Chat &lt;id&gt; &lt;text&gt;</c>: sends a message. The text is the whole rest of the line.</summary>
public class Chat : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        var request = requestInfo as ChatRequest;
        string text = request?.AfterFirstParameter() ?? string.Empty;
        string? reference = request?.Reference;
        if (text.Length == 0 || !UserId.TryParse(requestInfo.Parameters[0], out string to))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        if (!session.MaySend(text))
            return;
        if (!session.AppServer.System.Accounts.MayReceive(to))
        {
            session.Answer(AnswerCode.NoSuchUser, to);
            return;
        }

        SendOutcome outcome = session.Chat.Send(session.User!, to, PrintableText.Line(text), session.WantsReceipts, reference);
        switch (outcome.Result)
        {
            case SendResult.RecipientFull:
                StoreLimits limits = session.AppServer.Options.Limits;
                session.Answer(AnswerCode.RecipientFull, to, limits.MaxMessagesPerUser, limits.MaxCharactersPerUser);
                break;
            case SendResult.ServerFull:
                session.Answer(AnswerCode.StoreFull, session.AppServer.Options.Limits.MaxMessages, session.AppServer.Options.Limits.MaxCharacters);
                break;
            case SendResult.StoreFailing:
                session.Answer(AnswerCode.StoreFailing);
                break;
            default:
                AnswerStored(session, outcome, reference);
                break;
        }

        // The disk is slower than the senders: each waits, none is refused.
        if (session.AppServer.System.Store is { Condition: StoreCondition.Behind } store)
            session.HoldRequests(store.WhenReadyAsync());
    }

    private static void AnswerStored(ChatSession session, in SendOutcome outcome, string? reference)
    {
        bool isForLater = outcome.Result == SendResult.StoredForLater;
        bool wantsReceipt = session.WantsReceipts || reference != null;
        if (!wantsReceipt && !isForLater)
            return;

        string id = outcome.Id.ToString();
        bool isOnDisk = session.AppServer.System.Store.Level == StoreLevel.Disk;
        var receipt = new Answer(isOnDisk ? AnswerCode.StoredOnDisk : AnswerCode.StoredInMemory, id) { Reference = reference };
        var later = new Answer(AnswerCode.NotDeliveredYet) { Reference = reference };
        if (!wantsReceipt)
            session.AnswerWhenDurable(outcome.Position, id, later);
        else if (!isForLater)
            session.AnswerWhenDurable(outcome.Position, id, receipt);
        else
            session.AnswerWhenDurable(outcome.Position, id, receipt, later);
    }
}
