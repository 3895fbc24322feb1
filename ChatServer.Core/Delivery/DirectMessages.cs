using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>Messages to one user: stored, and delivered if the recipient is logged in. Thread-safe.</summary>
/// <param name="store">Stores the messages.</param>
/// <param name="users">The user directory.</param>
/// <param name="admission">Checks and counts the room for messages.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="ids">Creates message ids.</param>
/// <param name="clock">Gives the time at which a message is accepted.</param>
/// <param name="delivery">Delivers messages to connections.</param>
/// <param name="counts">Counts notices.</param>
/// <param name="remote">The users who are logged in at other servers.</param>
internal sealed class DirectMessages(
    IStore store,
    UserDirectory users,
    MessageAdmission admission,
    MessageTracker tracker,
    MessageIds ids,
    MessageClock clock,
    MessageDelivery delivery,
    MessageCounts counts,
    RemoteUsers remote)
{
    private readonly bool _wantsRecords = store.WantsRecords;

    /// <summary>See <see cref="ChatService.Send"/>.</summary>
    /// <remarks>Writes the outcome where the caller wants it: each copy of it waits for the copy before. Not inlined, so that its callers can be.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Send(User from, string to, string text, bool isTracked, string? reference, out SendOutcome outcome)
    {
        if (store.Condition == StoreCondition.Failing)
        {
            outcome = new SendOutcome(SendResult.StoreFailing, default, 0);
            return;
        }

        Sender sender = admission.GetSender(from);
        User? recent = from.RecentRecipient;
        User recipient = recent?.Id == to ? recent : users.Get(to);
        while (true)
        {
            if (recipient != recent && !from.Retired)
                from.RecentRecipient = recipient;
            lock (recipient.Lock)
            {
                if (!recipient.Retired && TrySend(sender, recipient, text, isTracked || reference != null, reference, out outcome))
                    return;
            }

            // The sender or the recipient is retired: look it up again.
            sender = admission.GetSender(from);
            recipient = users.Get(to);
        }
    }

    /// <summary>Sends a notice of the server. It is stored even if a limit is exceeded.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="notice">See <see cref="ServerNotice"/>.</param>
    public void SendNotice(string to, string notice)
    {
        while (true)
        {
            User recipient = users.Get(to);
            lock (recipient.Lock)
            {
                if (recipient.Retired)
                    continue;
                TrySend(Sender.Server, recipient, notice, isTracked: false, reference: null, out _);
                counts.AddNotice();
                return;
            }
        }
    }

    // Returns false if the sender is retired.
    private bool TrySend(Sender from, User recipient, string text, bool isTracked, string? reference, out SendOutcome outcome)
    {
        QuotaResult room = admission.TryTake(from, recipient, text, isTracked);
        if (room != QuotaResult.Free)
        {
            users.RetireIfUnused(recipient);
            outcome = room == QuotaResult.Retired ? default : SendOutcome.Refuse(room);
            return room != QuotaResult.Retired;
        }

        Store(from, recipient, text, isTracked, reference, out outcome);
        return true;
    }

    // The caller has checked that there is room.
    private void Store(Sender from, User recipient, string text, bool isTracked, string? reference, out SendOutcome outcome)
    {
        Guid id = clock.NextId(ids, out MessageMoment accepted);
        long position = IStore.PositionOfRead;
        if ((isTracked || _wantsRecords) && !TryAppend(id, accepted, from, recipient, text, isTracked, reference, ref position, out TrackedMessage? same))
        {
            ReleaseRoom(from, recipient, text, isTracked);
            outcome = new SendOutcome(SendResult.Repeated, same.Id, same.Position);
            return;
        }

        recipient.Mailbox.Add(StoredMessage.Create(id, from, text, isTracked ? position : 0, accepted));
        bool isOnline = recipient.Connection != null ? delivery.Deliver(recipient) : remote.Has(recipient.Id);
        outcome = new SendOutcome(isOnline ? SendResult.Delivering : SendResult.StoredForLater, id, position);
    }

    private bool TryAppend(
        Guid id,
        MessageMoment accepted,
        Sender from,
        User recipient,
        string text,
        bool isTracked,
        string? reference,
        ref long position,
        [NotNullWhen(false)] out TrackedMessage? same)
    {
        var record = new StoreRecord
        {
            Kind = RecordKind.MessageAdded,
            Id = id,
            Accepted = accepted,
            User = recipient.Id,
            From = from.Id,
            Text = text,
            IsTracked = isTracked,
            Reference = reference,
        };
        try
        {
            if (isTracked)
                return tracker.TryStore(new TrackedMessage(id, from, recipient.Id, reference), store, record, out position, out same);
            position = store.Append(record);
            same = null;
            return true;
        }
        catch
        {
            ReleaseRoom(from, recipient, text, isTracked);
            throw;
        }
    }

    private void ReleaseRoom(Sender from, User recipient, string text, bool isTracked)
    {
        admission.Release(from, recipient, text.Length, isTracked);
        users.RetireIfUnused(recipient);
    }
}
