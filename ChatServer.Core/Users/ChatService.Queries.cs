using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <content>What users ask about messages.</content>
public sealed partial class ChatService
{
    /// <summary>The connection through which somebody is logged in; <see langword="null"/> if they are not.</summary>
    /// <param name="id">Their id, normalised.</param>
    public IUserConnection? ConnectionOf(string id) => _users.TryGetValue(id, out User? user) ? user.Connection : null;

    /// <summary>A user's own unconfirmed messages, oldest first.</summary>
    /// <param name="user">The user.</param>
    /// <param name="most">List at most so many.</param>
    /// <param name="count">How many there are.</param>
    public static IReadOnlyList<StoredMessage> Pending(User user, int most, out int count)
    {
        lock (user.Gate)
        {
            count = user.Mailbox.Count;
            List<StoredMessage> messages = [];
            user.Mailbox.List(long.MinValue, most, messages);
            return messages.Count > most ? messages[..most] : messages;
        }
    }

    /// <summary>The life of a message, for its recipient, and for its sender if it was sent with receipts on or with a reference.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="id">The message.</param>
    /// <returns>What is known; <see langword="null"/> if nothing is, or if it is none of the user's business.</returns>
    public MessageTrace? Trace(User user, Guid id)
    {
        StoredMessage? message;
        bool isDelivered;
        lock (user.Gate)
            user.Mailbox.TryFind(id, out message, out isDelivered);

        if (_tracker.Find(id) is { } tracked)
        {
            bool wasRecipient = !tracked.IsToGroup && tracked.To == user.Id;
            return tracked.From == user.Id || message != null || wasRecipient ? Describe(tracked) : null;
        }

        return message == null ? null : new MessageTrace(id, message.From, message.Group?.Group ?? user.Id)
        {
            IsToGroup = message.Group != null,
            Unconfirmed = message.Group?.Copies ?? 0,
            Level = _store.Level,
            Deliveries = isDelivered ? 1 : 0,
        };
    }

    private MessageTrace Describe(TrackedMessage tracked) => new(tracked.Id, tracked.From, tracked.To)
    {
        IsToGroup = tracked.IsToGroup,
        Unconfirmed = _groupMessages.TryGetValue(tracked.Id, out GroupMessage? message) ? message.Copies : 0,
        Level = LevelOf(tracked.Position),
        Deliveries = tracked.Deliveries,
        LastDelivered = tracked.LastDelivered,
        End = tracked.End,
        EndedAt = tracked.EndedAt,
    };

    private StoreLevel LevelOf(long position) => position <= _store.Durable ? _store.Level : StoreLevel.Memory;
}
