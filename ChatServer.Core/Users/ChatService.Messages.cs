using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <content>The way of messages.</content>
public sealed partial class ChatService
{
    private const int GiveUpChunk = 256;

    /// <summary>Stores a message and delivers it if its recipient is logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">Id of the recipient, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">
    /// Whether the sender is told what becomes of it. It is delivered when it is durable then, so that what the sender is told and what
    /// the recipient has seen never differ.
    /// </param>
    /// <param name="reference">The sender's own name for the message: a second message of the same name is not stored. It makes a message tracked.</param>
    /// <returns>What became of it.</returns>
    public SendOutcome Send(User from, string to, string text, bool isTracked = false, string? reference = null)
    {
        if (_store.Condition == StoreCondition.Failing)
            return new SendOutcome(SendResult.StoreFailing, default, 0);

        Sender sender = SenderOf(from);
        User? recent = sender.RecentRecipient;
        User recipient = recent?.Id == to ? recent : GetUser(to);
        while (true)
        {
            if (recipient != recent && !from.Retired)
                sender.RecentRecipient = recipient;
            lock (recipient.Gate)
            {
                if (!recipient.Retired && TrySend(sender, recipient, text, isTracked || reference != null, reference, out SendOutcome outcome))
                    return outcome;
            }

            // One of both is retired.
            sender = SenderOf(from);
            recipient = GetUser(to);
        }
    }

    /// <summary>Looks for a message that a user has sent with a reference.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for the message.</param>
    /// <param name="outcome">What a second message of this reference is told.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFindRepeated(User from, string reference, out SendOutcome outcome)
    {
        TrackedMessage? same = _tracker.Find(from.Id, reference);
        outcome = same == null ? default : new SendOutcome(SendResult.Repeated, same.Id, PositionOf(same));
        return same != null;
    }

    /// <summary>Removes a message for good.</summary>
    /// <param name="user">Who confirms; only their own messages can be removed.</param>
    /// <param name="id">The message.</param>
    /// <returns>Whether the user had it.</returns>
    public EndOutcome Confirm(User user, Guid id)
    {
        EndedMessage ended;
        lock (user.Gate)
        {
            if (!TryEnd(user, id, MessageEnd.Confirmed, out ended))
                return default;
            RetireIfUnused(user);
        }

        TellSender(ended, user.Id);
        return new EndOutcome(1, ended.Position);
    }

    /// <summary>Removes every message that was handed to the user's connection.</summary>
    /// <param name="user">Who confirms.</param>
    /// <param name="connection">Through which connection: another one of the user may have got others.</param>
    /// <returns>How many there were.</returns>
    public EndOutcome ConfirmDelivered(User user, IUserConnection connection)
    {
        var ended = new EndOutcome();
        List<EndedMessage> tracked = [];
        lock (user.Gate)
        {
            while (user.Connection == connection && user.Mailbox.TryPeekOldest(out StoredMessage? oldest, out bool isDelivered) && isDelivered)
            {
                TryEnd(user, oldest.Id, MessageEnd.Confirmed, out EndedMessage message);
                ended = new EndOutcome(ended.Count + 1, message.Position);
                if (message.Message.IsTracked)
                    tracked.Add(message);
            }

            RetireIfUnused(user);
        }

        foreach (EndedMessage message in tracked)
            TellSender(message, user.Id);
        return ended;
    }

    /// <summary>Gives up messages that nobody has confirmed for long. Their senders get a notice, as a message from <see cref="ServerNotice.Sender"/>.</summary>
    /// <param name="age">Older messages are given up.</param>
    /// <param name="most">At most about so many.</param>
    /// <returns>How many there were; 0 while the store cannot write.</returns>
    public int GiveUpOlderThan(TimeSpan age, int most = int.MaxValue)
    {
        long limit = _clock.Now().Age - (long)age.TotalMilliseconds;
        int count = 0;
        foreach ((_, User user) in _users)
        {
            int ended;
            do
            {
                if (count >= most || _store.Condition == StoreCondition.Failing)
                    return count;
                ended = GiveUpOlderThan(limit, user);
                count += ended;
            }
            while (ended == GiveUpChunk);
        }

        return count;
    }

    // A chunk only, so that the gate is not held for long. Notices themselves end without a notice.
    private int GiveUpOlderThan(long limit, User user)
    {
        List<EndedMessage> ended = [];
        lock (user.Gate)
        {
            while (ended.Count < GiveUpChunk && user.Mailbox.TryPeekOldest(out StoredMessage? oldest, out _) && oldest.Moment.Age < limit)
            {
                TryEnd(user, oldest.Id, MessageEnd.GivenUp, out EndedMessage message);
                ended.Add(message);
            }

            RetireIfUnused(user);
        }

        foreach (EndedMessage message in ended)
        {
            TellSender(message, user.Id);
            if (message.Message.From != ServerNotice.Sender && !IsInternal(message.Message.From) && message.IsLast)
                SendNotice(message.Message.From, ServerNotice.GivenUp(message.Message.Id, message.Message.Group?.Group ?? user.Id));
        }

        return ended.Count;
    }

    /// <summary>A connection that had no room for a message has room again.</summary>
    /// <param name="connection">The connection.</param>
    public void ContinueDelivery(IUserConnection connection)
    {
        if (connection.User is not { } user)
            return;

        // Called back from Deliver, or from a login before it: it goes on by itself.
        bool isInside = IsInside(user);
        lock (user.Gate)
        {
            if (user.Connection != connection)
                return;
            user.Stalled = false;
            if (!isInside)
                Deliver(user);
        }
    }

    // False if the sender is retired.
    private bool TrySend(Sender from, User recipient, string text, bool isTracked, string? reference, out SendOutcome outcome)
    {
        QuotaResult room = TakeRoom(from, recipient, text, isTracked);
        if (room != QuotaResult.Free)
        {
            RetireIfUnused(recipient);
            outcome = room == QuotaResult.Retired ? default : new SendOutcome(ToResult(room), default, 0);
            return room != QuotaResult.Retired;
        }

        outcome = Send(from, recipient, text, isTracked, reference);
        return true;
    }

    // There is room.
    private SendOutcome Send(Sender from, User recipient, string text, bool isTracked, string? reference)
    {
        Guid id = NextId(out MessageMoment accepted);
        if (isTracked && !_tracker.TryAdd(new TrackedMessage(id, from, recipient.Id, reference), out TrackedMessage? same))
        {
            ReleaseRoom(from, recipient, text.Length, isTracked);
            RetireIfUnused(recipient);
            return new SendOutcome(SendResult.Repeated, same.Id, PositionOf(same));
        }

        long position = _wantsRecords ? Store(id, accepted, from, recipient, text, isTracked, reference) : IStore.PositionOfRead;
        if (isTracked)
            _tracker.Stored(id, position);
        recipient.Mailbox.Add(StoredMessage.Create(id, from, text, isTracked ? position : 0, accepted));
        bool isOnline = recipient.Connection != null && Deliver(recipient);
        return new SendOutcome(isOnline ? SendResult.Delivering : SendResult.StoredForLater, id, position);
    }

    // Reads the clock once. Gives what is kept of the time besides the new id.
    private Guid NextId(out MessageMoment accepted)
    {
        MessageMoment now = _clock.Now();
        Guid id = _ids.Next(now.TimeOfId);
        accepted = now.IsToldBy(id) ? default : now;
        return id;
    }

    /// <summary>Keeps the time that ages are measured with, if a message needs it after a restart.</summary>
    public void KeepAge()
    {
        if (_wantsRecords && StoredCount > 0 && _store.Condition != StoreCondition.Failing)
            _store.Append(new StoreRecord { Kind = RecordKind.AgeKept, Time = _clock.Now().Age });
    }

    private long Store(Guid id, MessageMoment accepted, Sender from, User recipient, string text, bool isTracked, string? reference)
    {
        try
        {
            return _store.Append(new StoreRecord
            {
                Kind = RecordKind.MessageAdded,
                Id = id,
                Accepted = accepted,
                User = recipient.Id,
                From = from.Id,
                Text = text,
                IsTracked = isTracked,
                Reference = reference,
            });
        }
        catch
        {
            _tracker.Forget(id);
            ReleaseRoom(from, recipient, text.Length, isTracked);
            RetireIfUnused(recipient);
            throw;
        }
    }

    // Another connection of the sender may be between naming the message and appending it, under another recipient's gate; that takes no time.
    private long PositionOf(TrackedMessage message)
    {
        SpinWait.SpinUntil(() => _tracker.Find(message.Id) is not { Position: 0 });
        return _tracker.Find(message.Id)?.Position ?? _store.Durable;
    }

    private void SendNotice(string to, string notice)
    {
        while (true)
        {
            User recipient = GetUser(to);
            lock (recipient.Gate)
            {
                if (recipient.Retired)
                    continue;
                TrySend(Sender.Server, recipient, notice, isTracked: false, reference: null, out _);
                return;
            }
        }
    }

    private bool TryEnd(User user, Guid id, MessageEnd end, out EndedMessage ended)
    {
        ended = default;
        if (!user.Mailbox.TryRemove(id, out StoredMessage? message))
            return false;
        user.Connection?.OnMessageRemoved(id, end == MessageEnd.Confirmed);
        DateTimeOffset now = default;
        long position = IStore.PositionOfRead;
        if (_wantsRecords || message.IsTracked)
        {
            now = _time.GetUtcNow();
            position = _store.Append(new StoreRecord
            {
                Kind = RecordKind.MessageEnded,
                Id = id,
                User = user.Id,
                End = end,
                Time = now.ToUnixTimeMilliseconds(),
            });
        }

        bool isLast = Release(user, message, ref end, ref position);
        if (message.IsTracked && isLast)
            _tracker.Ended(id, end, now);
        ended = new EndedMessage(message, end, position, isLast);
        return true;
    }

    // Under the gate of the user, whose mailbox has it no longer. Returns whether nobody else has it. Of a message to a group, end and position
    // become those of all copies.
    private bool Release(User user, StoredMessage message, ref MessageEnd end, ref long position)
    {
        if (message.Group != null)
            return ReleaseCopy(user, message.Group, ref end, ref position);
        ReleaseRoom(message.Sender, user, message.Text.Length, message.IsTracked);
        return true;
    }

    // No gate is held here: the sender's connection is only asked to say something.
    private void TellSender(in EndedMessage ended, string to)
    {
        if (!ended.Message.IsTracked || !ended.IsLast)
            return;
        StoredMessage message = ended.Message;
        if (ConnectionOf(message.From) is { } connection)
            connection.OnMessageEnded(new MessageEnding(message.Id, message.Group?.Group ?? to, message.Group != null, ended.End), ended.Position);
    }

    // A message has been taken out of a mailbox. Of the copies of a message to a group the last one has the end of all, and the position of the last record.
    private readonly record struct EndedMessage(StoredMessage Message, MessageEnd End, long Position, bool IsLast);

    // Everything that waits, as far as the connection takes it and the disk has it. Returns false if the connection is closing.
    private bool Deliver(User user)
    {
        IUserConnection connection = user.Connection!;
        List<StoredMessage>? told = null;
        bool isOpen = true;
        while (!user.Stalled && user.Mailbox.TryTakeNext(out StoredMessage? message, out bool isReplay))
        {
            if (message.NotBefore > _store.Durable)
            {
                user.Mailbox.StepBack();
                WaitForStore(user, message.NotBefore);
                break;
            }

            Delivery delivery = connection.Deliver(message, isReplay);
            if (delivery == Delivery.Sent)
            {
                if (!message.IsTracked)
                    continue;
                _tracker.Delivered(message.Id, _time.GetUtcNow());
                if (message.Group == null && ConnectionOf(message.From) is { WantsDeliveries: true })
                    (told ??= []).Add(message);
                continue;
            }

            user.Mailbox.StepBack();
            isOpen = delivery != Delivery.Closed;
            if (!isOpen)
                break;
            user.Stalled = true;
        }

        if (told != null)
            TellDelivered(told, user.Id);
        return isOpen;
    }

    // Somewhere else, because the recipient's gate is held here.
    private void TellDelivered(List<StoredMessage> messages, string to)
        => ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                foreach (StoredMessage message in messages)
                    TellDelivered(message, to);
            },
            null);

    // An exception would end the process here.
    private void TellDelivered(StoredMessage message, string to)
    {
        if (ConnectionOf(message.From) is not { } connection)
            return;
        try
        {
            connection.OnMessageDelivered(message.Id, to);
        }
        catch (Exception e)
        {
            connection.OnFailed(e);
        }
    }

    private void WaitForStore(User user, long position)
    {
        if (user.WaitsForStore)
            return;
        user.WaitsForStore = true;
        _store.Notify(position, user.StoreWaiter ??= new DeliverWhenDurable(this, user));
    }

    private sealed class DeliverWhenDurable(ChatService chat, User user) : ICommitObserver
    {
        public void OnCommitted(long durable)
        {
            lock (user.Gate)
            {
                user.WaitsForStore = false;
                if (user.Connection != null)
                    chat.Deliver(user);
            }
        }

        // The message is delivered when the store has recovered.
        public bool OnCommitFailed(string failure) => true;
    }
}
