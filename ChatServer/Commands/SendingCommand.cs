using System.Diagnostics;
using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using ChatServer.Telemetry;
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
        if (text.Length == 0 || !UserId.TryParse(request.FirstParameter, session.RecentTarget, out string target))
            return false;

        WaitFor(session, ChatTraces.IsOn ? TraceAsync(session, target, text, request.Reference) : FindOrSend(session, target, text, request.Reference));
        return true;
    }

    private async ValueTask TraceAsync(ChatSession session, string target, string text, string? reference)
    {
        using Activity? activity = ChatTraces.StartMessage(session.AppServer.Name, Name);
        await FindOrSend(session, target, text, reference).ConfigureAwait(false);
    }

    private ValueTask FindOrSend(ChatSession session, string target, string text, string? reference)
    {
        // A repeated reference gets the earlier outcome before any limit is checked: a refusal would say that the message is not stored.
        return reference != null ? FindOrSendAsync(session, target, text, reference) : CheckAndSend(session, target, text, reference: null);
    }

    private async ValueTask FindOrSendAsync(ChatSession session, string target, string text, string reference)
    {
        if (await session.Chat.FindRepeatedAsync(session.User!, reference).ConfigureAwait(false) is { } repeated)
            Reply(session, target, repeated, reference);
        else
            await CheckAndSend(session, target, text, reference).ConfigureAwait(false);
    }

    // A message to somebody who is online is sent at once: without a state machine, and without an allocation.
    private ValueTask CheckAndSend(ChatSession session, string target, string text, string? reference)
    {
        if (!session.Limiter.MaySend(text, RecipientsOf(session, target)))
            return default;
        session.SetRecentTarget(target);
        if (session.WantsReceipts)
            return SendWithReceiptAsync(session, target, text, reference);
        ValueTask<SendOutcome> sending = SendAsync(session, target, PrintableText.Line(text), reference);
        if (!sending.IsCompletedSuccessfully)
            return AwaitAsync(session, sending, target, reference);
        Reply(session, target, sending.Result, reference);
        WaitForStore(session);
        return default;
    }

    /// <summary>How many messages it becomes, about.</summary>
    /// <param name="session">Who sends.</param>
    /// <param name="target">Where to, normalised.</param>
    protected virtual int RecipientsOf(ChatSession session, string target) => 1;

    /// <summary>Sends.</summary>
    /// <param name="session">Who sends.</param>
    /// <param name="target">Where to, normalised.</param>
    /// <param name="text">The text, safe to print.</param>
    /// <param name="reference">The sender's own name for the message, or <see langword="null"/>.</param>
    protected abstract ValueTask<SendOutcome> SendAsync(ChatSession session, string target, string text, string? reference);

    // The reply comes before what became of the message.
    private async ValueTask SendWithReceiptAsync(ChatSession session, string target, string text, string? reference)
    {
        using (session.HoldNotifications())
            Reply(session, target, await SendAsync(session, target, PrintableText.Line(text), reference).ConfigureAwait(false), reference);
        WaitForStore(session);
    }

    private static async ValueTask AwaitAsync(ChatSession session, ValueTask<SendOutcome> sending, string target, string? reference)
    {
        Reply(session, target, await sending.ConfigureAwait(false), reference);
        WaitForStore(session);
    }

    // The disk is slower than the senders: each waits, none is refused.
    private static void WaitForStore(ChatSession session)
    {
        if (session.Chat.Durability is { Condition: StoreCondition.Behind } store)
            session.HoldRequests(store.WhenReadyAsync());
    }

    private static void Reply(ChatSession session, string target, in SendOutcome outcome, string? reference)
    {
        ChatTraces.SetOutcome(outcome);
        if (!session.ReplyRefusal(target, outcome.Result))
            ReplyStored(session, target, outcome, reference);
    }

    private static void ReplyStored(ChatSession session, string target, in SendOutcome outcome, string? reference)
    {
        bool isForLater = outcome.Result == SendResult.StoredForLater;
        bool wantsReceipt = session.WantsReceipts || reference != null;
        if (!wantsReceipt && !isForLater && outcome.Except.Count == 0)
            return;

        ReplyDefinition<Guid> stored = session.Chat.Durability.Level == StoreLevel.Disk ? Replies.StoredOnDisk : Replies.StoredInMemory;
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
