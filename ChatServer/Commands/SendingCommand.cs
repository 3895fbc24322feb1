using System.Runtime.InteropServices;
using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>A command that sends a message to somebody: a name, then the text, which is the whole rest of the line.</summary>
public abstract class SendingCommand : CommandBase<ChatSession, StringRequestInfo>
{
    // An answer stays one readable line.
    private const int MostListed = 100;

    /// <inheritdoc/>
    public sealed override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        var request = (ChatRequest)requestInfo;
        string text = request.AfterFirstParameter();
        string? reference = request.Reference;
        if (text.Length == 0 || !UserId.TryParse(request.FirstParameter, session.RecentTarget, out string target))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        // Whoever asks again what became of a message is told, whatever is refused now: the refusal would say that it is not stored.
        if (reference != null && session.Chat.TryFindRepeated(session.User!, reference, out SendOutcome repeated))
        {
            AnswerStored(session, target, repeated, reference);
            return;
        }

        if (!session.Limiter.MaySend(text, RecipientsOf(session, target)) || !MaySend(session, target, isRecent: ReferenceEquals(session.RecentTarget, target)))
            return;
        session.RecentTarget = target;

        using (session.WantsReceipts ? session.HoldNotifications() : default)
            SendAndAnswer(session, target, PrintableText.Line(text), reference);

        // The disk is slower than the senders: each waits, none is refused.
        if (session.AppServer.System.Store is { Condition: StoreCondition.Behind } store)
            session.HoldRequests(store.WhenReadyAsync());
    }

    /// <summary>How many messages it becomes, about.</summary>
    /// <param name="session">Who sends.</param>
    /// <param name="target">Where to, normalised.</param>
    protected virtual int RecipientsOf(ChatSession session, string target) => 1;

    /// <summary>Whether a message may go there; answers if not.</summary>
    /// <param name="session">Who sends.</param>
    /// <param name="target">Where to, normalised.</param>
    /// <param name="isRecent">Whether the session's last message went there, too.</param>
    protected virtual bool MaySend(ChatSession session, string target, bool isRecent) => true;

    /// <summary>Sends.</summary>
    /// <param name="session">Who sends.</param>
    /// <param name="target">Where to, normalised.</param>
    /// <param name="text">The text, safe to print.</param>
    /// <param name="reference">The sender's own name for the message, or <see langword="null"/>.</param>
    protected abstract SendOutcome Send(ChatSession session, string target, string text, string? reference);

    private void SendAndAnswer(ChatSession session, string target, string text, string? reference)
    {
        SendOutcome outcome = Send(session, target, text, reference);
        if (!session.AnswerRefusal(target, outcome.Result))
            AnswerStored(session, target, outcome, reference);
    }

    private static void AnswerStored(ChatSession session, string target, in SendOutcome outcome, string? reference)
    {
        bool isForLater = outcome.Result == SendResult.StoredForLater;
        bool wantsReceipt = session.WantsReceipts || reference != null;
        if (!wantsReceipt && !isForLater && outcome.Except.Count == 0)
            return;

        if (!wantsReceipt && outcome.Except.Count == 0)
        {
            session.AnswerWhenDurable(outcome.Position, outcome.Id, new Answer(AnswerCode.NotDeliveredYet));
            return;
        }

        string id = outcome.Id.ToString();
        List<Answer> answers = [];
        if (wantsReceipt)
            Add(session.AppServer.System.Store.Level == StoreLevel.Disk ? AnswerCode.StoredOnDisk : AnswerCode.StoredInMemory, id);
        if (isForLater)
            Add(AnswerCode.NotDeliveredYet);
        if (outcome.Except.Count > 0)
            Add(AnswerCode.NotForAll, target, id, (long)outcome.Except.Count, (string[])[.. outcome.Except.Take(MostListed)]);
        session.AnswerWhenDurable(outcome.Position, id, CollectionsMarshal.AsSpan(answers));

        void Add(AnswerCode code, params object[] values) => answers.Add(new Answer(code, values));
    }
}
