using System.Collections.Concurrent;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>A message that was removed from a mailbox.</summary>
/// <param name="Message">The message.</param>
/// <param name="End">How it ended. For the last copy of a message to a group: how all copies together ended.</param>
/// <param name="Position">Position of the end in the store. For the last copy: the last position of all copies.</param>
/// <param name="IsLast">Whether this was the last copy.</param>
internal readonly record struct EndedMessage(StoredMessage Message, MessageEnd End, long Position, bool IsLast);

/// <summary>Ends messages: removes them when their recipients confirm them or when they expire. Thread-safe.</summary>
/// <param name="store">Stores the ends.</param>
/// <param name="users">The user directory.</param>
/// <param name="admission">Gets the room of the messages back.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="copies">The messages to groups.</param>
/// <param name="counts">Counts confirmations.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageEnds(
    IStore store, UserDirectory users, MessageAdmission admission, MessageTracker tracker, GroupCopies copies, MessageCounts counts, TimeProvider time)
{
    private readonly bool _wantsRecords = store.WantsRecords;

    private readonly bool _mayRefuse = store.MayRefuse;

    // Confirmations that the store has not refused, and of which nobody was told.
    private readonly ConcurrentDictionary<(string Recipient, Guid Id), bool> _untold = new();

    /// <summary>See <see cref="ChatService.Confirm"/>.</summary>
    public EndOutcome Confirm(User user, Guid id)
    {
        EndedMessage ended;
        lock (user.Lock)
        {
            if (!TryEnd(user, id, MessageEnd.Confirmed, out ended))
                return default;
            users.RetireIfUnused(user);
        }

        counts.AddConfirmed(1);
        TellSenderWhenStored(ended, user.Id);
        return new EndOutcome(1, ended.Position);
    }

    /// <summary>See <see cref="ChatService.ConfirmDelivered"/>.</summary>
    public EndOutcome ConfirmDelivered(User user, IUserConnection connection)
    {
        var ended = new EndOutcome();
        List<EndedMessage> tracked = [];
        lock (user.Lock)
        {
            while (user.Connection == connection && user.Mailbox.TryPeekOldest(out StoredMessage? oldest, out bool isDelivered) && isDelivered)
            {
                TryEnd(user, oldest.Id, MessageEnd.Confirmed, out EndedMessage message);
                ended = new EndOutcome(ended.Count + 1, message.Position);
                if (message.Message.IsTracked)
                    tracked.Add(message);
            }

            users.RetireIfUnused(user);
        }

        if (ended.Count > 0)
            counts.AddConfirmed(ended.Count);
        foreach (EndedMessage message in tracked)
            TellSenderWhenStored(message, user.Id);
        return ended;
    }

    /// <summary>Ends a message. Call it under the user's lock. Afterwards the user may be unused.</summary>
    /// <param name="user">The user.</param>
    /// <param name="id">The message.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="ended">The message that has ended.</param>
    /// <returns>Whether the user had the message.</returns>
    public bool TryEnd(User user, Guid id, MessageEnd end, out EndedMessage ended)
    {
        ended = default;
        if (!user.Mailbox.TryRemove(id, out StoredMessage? message))
            return false;
        user.Connection?.OnMessageRemoved(id, end == MessageEnd.Confirmed);
        DateTimeOffset now = default;
        long position = IStore.PositionOfRead;
        if (_wantsRecords || message.IsTracked)
        {
            now = time.GetUtcNow();
            if (_mayRefuse && message.IsTracked && end == MessageEnd.Confirmed)
                _untold[(user.Id, id)] = true;
            position = store.Append(new StoreRecord
            {
                Kind = RecordKind.MessageEnded,
                Id = id,
                User = user.Id,
                From = end == MessageEnd.Recalled ? message.From : null!,
                End = end,
                Time = now.ToUnixTimeMilliseconds(),
            });
        }

        bool isLast = Release(user, message, ref end, ref position, now);
        ended = new EndedMessage(message, end, position, isLast);
        return true;
    }

    /// <summary>Returns the room of a message that was removed from its mailbox. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="message">The message.</param>
    /// <param name="end">In: how it ended. Out, for a message to a group: how all copies together have ended.</param>
    /// <param name="position">In: the position of this end in the store. Out: the last position of all copies.</param>
    /// <param name="time">When it ended.</param>
    /// <returns>Whether this was the last copy.</returns>
    public bool Release(User user, StoredMessage message, ref MessageEnd end, ref long position, DateTimeOffset time)
    {
        bool isLast = true;
        if (message.Group is { } group)
            isLast = copies.Release(user, group, ref end, ref position);
        else
            admission.Release(message.Sender, user, message.Text.Length, message.IsTracked);
        if (message.IsTracked && isLast)
            tracker.Ended(message.Id, end, time);
        return isLast;
    }

    /// <summary>
    /// Notifies the sender that a message has ended, if the sender wants to know. Call it without a lock, because the sender's connection takes its own.
    /// </summary>
    /// <param name="ended">The message that has ended.</param>
    /// <param name="recipient">The user who had it.</param>
    public void TellSender(in EndedMessage ended, string recipient)
    {
        // Who has recalled a message knows that, and copies of former members of a group change nothing.
        if (!ended.Message.IsTracked || !ended.IsLast || ended.End == MessageEnd.Recalled)
            return;
        StoredMessage message = ended.Message;
        if (users.FindConnection(message.From) is { } connection)
            connection.OnMessageEnded(new MessageEnding(message.Id, message.Group?.Group ?? recipient, message.Group != null, ended.End), ended.Position);
    }

    /// <summary>The store has refused the end of a message. Its sender is not told.</summary>
    /// <param name="recipient">The user who has the message.</param>
    /// <param name="id">The message.</param>
    public void OnRefused(string recipient, Guid id) => _untold.TryRemove((recipient, id), out _);

    // A connection may drop what waits for the store, but cannot know that the store has refused the confirmation of somebody else.
    private void TellSenderWhenStored(in EndedMessage ended, string recipient)
    {
        if (_mayRefuse && ended.Message.IsTracked)
            store.Notify(ended.Position, new TellUnlessRefused(this, ended, recipient));
        else
            TellSender(ended, recipient);
    }

    private sealed class TellUnlessRefused(MessageEnds ends, EndedMessage ended, string recipient) : ICommitObserver
    {
        public void OnCommitted(long durable)
        {
            if (ends._untold.TryRemove((recipient, ended.Message.Id), out _))
                ends.TellSender(ended, recipient);
        }

        // It is told when the store has recovered.
        public bool OnCommitFailed(string failure) => true;
    }
}
