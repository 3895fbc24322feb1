using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>Expires messages that were unconfirmed for too long, and notifies their senders. Thread-safe.</summary>
/// <param name="store">Stores the messages.</param>
/// <param name="users">The user directory.</param>
/// <param name="clock">Tells how old messages are.</param>
/// <param name="ends">Ends the messages.</param>
/// <param name="notices">Sends notices to senders.</param>
/// <param name="admission">Knows the ids that get no notices.</param>
internal sealed class MessageExpiry(
    IStore store, UserDirectory users, MessageClock clock, MessageEnds ends, DirectMessages notices, MessageAdmission admission)
{
    // Messages per chunk. A user's lock is held for one chunk at a time.
    private const int ChunkLength = 256;

    /// <summary>See <see cref="ChatService.ExpireOlderThan"/>.</summary>
    public int ExpireOlderThan(TimeSpan age, int max)
    {
        long limit = clock.Now().Age - (long)age.TotalMilliseconds;
        int count = 0;
        foreach (User user in users.All)
        {
            int ended;
            do
            {
                if (count >= max || store.Condition == StoreCondition.Failing)
                    return count;
                ended = ExpireOlderThan(limit, user);
                count += ended;
            }
            while (ended == ChunkLength);
        }

        return count;
    }

    private int ExpireOlderThan(long limit, User user)
    {
        List<EndedMessage> ended = [];
        lock (user.Lock)
        {
            while (ended.Count < ChunkLength && user.Mailbox.TryPeekOldest(out StoredMessage? oldest, out _) && oldest.Moment.Age < limit)
            {
                ends.TryEnd(user, oldest.Id, MessageEnd.Expired, out EndedMessage message);
                ended.Add(message);
            }

            users.RetireIfUnused(user);
        }

        foreach (EndedMessage message in ended)
        {
            ends.TellSender(message, user.Id);
            Notify(message, user.Id);
        }

        return ended.Count;
    }

    // A notice that expires causes no further notice.
    private void Notify(in EndedMessage ended, string recipient)
    {
        StoredMessage message = ended.Message;
        if (ended.IsLast && message.From != ServerNotice.Sender && !admission.IsInternal(message.From))
            notices.SendNotice(message.From, ServerNotice.Expired(message.Id, message.Group?.Group ?? recipient));
    }
}
