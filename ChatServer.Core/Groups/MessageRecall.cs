using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Settings;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Groups;

/// <summary>Removes messages that their senders recall. Thread-safe.</summary>
/// <param name="store">Stores the ends of the messages.</param>
/// <param name="users">The user directory.</param>
/// <param name="groups">Knows who may have a copy of a message to a group.</param>
/// <param name="ends">Ends the messages.</param>
/// <param name="tracker">Knows who sent a message, and to whom.</param>
/// <param name="counts">Counts recalled messages.</param>
/// <param name="limits">Say how old a message may be.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageRecall(
    IStore store,
    UserDirectory users,
    GroupDirectory groups,
    MessageEnds ends,
    MessageTracker tracker,
    MessageCounts counts,
    Reloadable<StoreLimits> limits,
    TimeProvider time)
{
    /// <summary>See <see cref="IChat.RecallAsync"/>.</summary>
    public RecallOutcome Recall(User sender, Guid id)
    {
        if (tracker.Find(id) is not { } message || message.From != sender.Id)
            return new RecallOutcome(RecallResult.NotFound, 0, store.Appended);
        if (message.End != null)
            return new RecallOutcome(RecallResult.Ended, 0, store.Appended);

        // Not of age 0 at "never": ids may be ahead of the clock.
        if (limits.Value.RecallAge is var age && (age == TimeSpan.Zero || time.GetUtcNow() - MessageIds.TimeOf(id) >= age))
            return new RecallOutcome(RecallResult.TooOld, 0, 0);

        int count = 0;
        long position = 0;
        foreach (string recipient in GetRecipients(message))
        {
            if (users.Find(recipient) is { } user && TryTakeBack(user, message, ref position))
                count++;
        }

        counts.AddRecalled(count);
        return count > 0 ? new RecallOutcome(RecallResult.Recalled, count, position) : new RecallOutcome(RecallResult.Ended, 0, store.Appended);
    }

    // A member who has left the group keeps the copy: to look for it, all users would have to be looked through.
    private IEnumerable<string> GetRecipients(TrackedMessage message)
        => !message.IsToGroup ? [message.To] : groups.GetMemberIds(message.To);

    private bool TryTakeBack(User user, TrackedMessage message, ref long position)
    {
        IUserConnection? connection;
        lock (user.Lock)
        {
            if (!user.Mailbox.TryFind(message.Id, out _, out bool isDelivered) || !ends.TryEnd(user, message.Id, MessageEnd.Recalled, out EndedMessage ended))
                return false;
            position = Math.Max(position, ended.Position);
            connection = isDelivered ? user.Connection : null;
            users.RetireIfUnused(user);
        }

        connection?.OnMessageRecalled(message.Id, message.From, position);
        return true;
    }
}
