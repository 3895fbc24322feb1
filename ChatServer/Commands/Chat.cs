using System.Globalization;
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
        string text = (requestInfo as ChatRequest)?.AfterFirstParameter() ?? string.Empty;
        if (text.Length == 0 || !UserId.TryParse(requestInfo.Parameters[0], out string to))
        {
            session.Send(session.Texts.WrongParameters);
            return;
        }

        if (!session.MaySend(text))
            return;
        if (!session.AppServer.System.Accounts.MayReceive(to))
        {
            session.Answer(session.Texts.NoSuchUser, to);
            return;
        }

        SendOutcome outcome = session.Chat.Send(session.User!, to, PrintableText.Line(text), session.WantsReceipts);
        switch (outcome.Result)
        {
            case SendResult.RecipientFull:
                StoreLimits limits = session.AppServer.Options.Limits;
                session.Answer(session.Texts.RecipientFull, to, limits.MaxMessagesPerUser, limits.MaxCharactersPerUser);
                break;
            case SendResult.ServerFull:
                session.Answer(session.Texts.StoreFull, session.AppServer.Options.Limits.MaxMessages, session.AppServer.Options.Limits.MaxCharacters);
                break;
            case SendResult.StoreFailing:
                session.Send(session.Texts.StoreFailing);
                break;
            default:
                AnswerStored(session, outcome);
                break;
        }

        // The disk is slower than the senders: each waits, none is refused.
        if (session.AppServer.System.Store is { Condition: StoreCondition.Behind } store)
            session.HoldRequests(store.WhenReadyAsync());
    }

    private static void AnswerStored(ChatSession session, in SendOutcome outcome)
    {
        bool isForLater = outcome.Result == SendResult.StoredForLater;
        if (!session.WantsReceipts && !isForLater)
            return;

        string id = outcome.Id.ToString();
        string answer = session.Texts.NotDeliveredYet;
        if (session.WantsReceipts)
        {
            string receipt = session.AppServer.System.Store.Level == StoreLevel.Disk ? session.Texts.StoredOnDisk : session.Texts.StoredInMemory;
            receipt = string.Format(CultureInfo.InvariantCulture, receipt, id);
            answer = isForLater ? receipt + "\r\n" + answer : receipt;
        }

        session.AnswerWhenDurable(outcome.Position, id, answer);
    }
}
