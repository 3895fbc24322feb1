using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>Answers questions of users about messages. Thread-safe.</summary>
/// <param name="store">Stores the messages.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="copies">The messages to groups.</param>
internal sealed class MessageQueries(IStore store, MessageTracker tracker, GroupCopies copies)
{
    /// <summary>See <see cref="ChatService.Pending"/>.</summary>
    public static IReadOnlyList<StoredMessage> Pending(User user, int max, out int count)
    {
        lock (user.Lock)
        {
            count = user.Mailbox.Count;
            List<StoredMessage> messages = [];
            user.Mailbox.List(long.MinValue, max, messages);
            return messages.Count > max ? messages[..max] : messages;
        }
    }

    /// <summary>See <see cref="ChatService.Trace"/>.</summary>
    public MessageTrace? Trace(User user, Guid id)
    {
        StoredMessage? message;
        bool isDelivered;
        lock (user.Lock)
            user.Mailbox.TryFind(id, out message, out isDelivered);

        if (tracker.Find(id) is { } tracked)
        {
            bool wasRecipient = !tracked.IsToGroup && tracked.To == user.Id;
            return tracked.From == user.Id || message != null || wasRecipient ? Describe(tracked) : null;
        }

        return message == null ? null : new MessageTrace(id, message.From, message.Group?.Group ?? user.Id)
        {
            IsToGroup = message.Group != null,
            Unconfirmed = message.Group?.Copies ?? 0,
            Level = store.Level,
            Deliveries = isDelivered ? 1 : 0,
        };
    }

    /// <summary>See <see cref="ChatService.TryFindRepeated"/>.</summary>
    public bool TryFindRepeated(User from, string reference, out SendOutcome outcome)
    {
        TrackedMessage? same = tracker.Find(from.Id, reference);
        outcome = same == null ? default : new SendOutcome(SendResult.Repeated, same.Id, same.Position);
        return same != null;
    }

    private MessageTrace Describe(TrackedMessage tracked) => new(tracked.Id, tracked.From, tracked.To)
    {
        IsToGroup = tracked.IsToGroup,
        Unconfirmed = copies.Find(tracked.Id)?.Copies ?? 0,
        Level = tracked.Position <= store.Durable ? store.Level : StoreLevel.Memory,
        Deliveries = tracked.Deliveries,
        LastDelivered = tracked.LastDelivered,
        End = tracked.End,
        EndedAt = tracked.EndedAt,
    };
}
