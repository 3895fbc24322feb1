using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Commands;

/// <summary>A command that sends a message to somebody: a name, then the text, which is the whole rest of the line.</summary>
public abstract class SendingCommand : ChatCommand
{
    // A reply stays one readable line.
    private const int MaxListed = 100;

    /// <inheritdoc/>
    protected sealed override bool TryExecute(ChatSession session, ChatRequest request)
    {
        string text = request.AfterFirstParameter();
        string? reference = request.Reference;
        if (text.Length == 0 || !UserId.TryParse(request.FirstParameter, session.RecentTarget, out string target))
            return false;

        // Whoever asks again what became of a message is told, whatever is refused now: the refusal would say that it is not stored.
        if (reference != null && session.Chat.TryFindRepeated(session.User!, reference, out SendOutcome repeated))
        {
            ReplyStored(session, target, repeated, reference);
            return true;
        }

        if (!session.Limiter.MaySend(text, RecipientsOf(session, target)) || !MaySend(session, target, isRecent: ReferenceEquals(session.RecentTarget, target)))
            return true;
        session.RecentTarget = target;

        using (session.WantsReceipts ? session.HoldNotifications() : default)
            SendAndReply(session, target, PrintableText.Line(text), reference);

        // The disk is slower than the senders: each waits, none is refused.
        if (session.AppServer.System.Store is { Condition: StoreCondition.Behind } store)
            session.HoldRequests(store.WhenReadyAsync());
        return true;
    }

    /// <summary>How many messages it becomes, about.</summary>
    /// <param name="session">Who sends.</param>
    /// <param name="target">Where to, normalised.</param>
    protected virtual int RecipientsOf(ChatSession session, string target) => 1;

    /// <summary>Whether a message may go there; replies if not.</summary>
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

    private void SendAndReply(ChatSession session, string target, string text, string? reference)
    {
        SendOutcome outcome = Send(session, target, text, reference);
        if (!session.ReplyRefusal(target, outcome.Result))
            ReplyStored(session, target, outcome, reference);
    }

    private static void ReplyStored(ChatSession session, string target, in SendOutcome outcome, string? reference)
    {
        bool isForLater = outcome.Result == SendResult.StoredForLater;
        bool wantsReceipt = session.WantsReceipts || reference != null;
        if (!wantsReceipt && !isForLater && outcome.Except.Count == 0)
            return;

        ReplyDefinition<Guid> stored = session.AppServer.System.Store.Level == StoreLevel.Disk ? Replies.StoredOnDisk : Replies.StoredInMemory;
        session.ReplyWhenDurable(
            outcome.Position,
            subject: outcome.Id,
            wantsReceipt ? stored.With(outcome.Id) : default,
            isForLater ? (Reply)Replies.NotDeliveredYet : default,
            outcome.Except.Count > 0 ? ReplyNotForAll(target, outcome) : default);
    }

    private static Reply ReplyNotForAll(string group, in SendOutcome outcome)
    {
        string[] listed = [.. outcome.Except.Take(MaxListed)];
        return Replies.NotForAll.With(group, outcome.Id, outcome.Except.Count, new IdList(listed, outcome.Except.Count - listed.Length));
    }
}
