using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>Removes messages for the admin that their recipients will not confirm. Thread-safe.</summary>
/// <param name="store">Stores the messages.</param>
/// <param name="users">The user directory.</param>
/// <param name="ends">Ends the messages.</param>
/// <param name="counts">Counts the removed messages.</param>
internal sealed class MessagePurge(IStore store, UserDirectory users, MessageEnds ends, MessageCounts counts)
{
    // Messages per chunk. A user's lock is held for one chunk at a time.
    private const int ChunkLength = 256;

    /// <summary>See <see cref="ChatService.PurgeToAsync"/>.</summary>
    public async Task<PurgeResult> PurgeToAsync(string id)
    {
        var result = new PurgeResult();
        if (users.Find(id) is { } user)
            await PurgeAsync(user, static _ => true, static message => message.From, result).ConfigureAwait(false);
        return result;
    }

    /// <summary>See <see cref="ChatService.PurgeFromAsync"/>.</summary>
    public async Task<PurgeResult> PurgeFromAsync(string id)
    {
        var result = new PurgeResult();
        foreach (User user in users.All)
            await PurgeAsync(user, message => message.From == id, _ => user.Id, result).ConfigureAwait(false);
        return result;
    }

    /// <summary>Removes what tells of a user in the mailboxes of others: messages that the user has sent, and notices that name the user.</summary>
    /// <param name="id">The user's id, normalised.</param>
    public async Task<PurgeResult> PurgeTracesAsync(string id)
    {
        var result = new PurgeResult();
        foreach (User user in users.All)
            await PurgeAsync(user, IsTrace, _ => user.Id, result).ConfigureAwait(false);
        return result;

        bool IsTrace(StoredMessage message)
            => message.From == id || (message.From == ServerNotice.Sender && ServerNotice.IsExpired(message.Text, out _, out string to) && to == id);
    }

    private async Task PurgeAsync(User user, Func<StoredMessage, bool> isWanted, Func<StoredMessage, string> getName, PurgeResult result)
    {
        long after = long.MinValue;
        int seen;
        do
        {
            if (store.Condition == StoreCondition.Failing)
                throw new StoreException(store.Failure ?? "it fails");
            List<EndedMessage> ended = [];
            (seen, after) = PurgeChunk(user, after, isWanted, ended);
            counts.AddPurged(ended.Count);
            foreach (EndedMessage message in ended)
            {
                ends.TellSender(message, user.Id);
                result.Add(getName(message.Message), message.Message.Text.Length, message.Position);
            }

            await store.WhenReadyAsync().ConfigureAwait(false);
        }
        while (seen >= ChunkLength);
    }

    private (int Seen, long After) PurgeChunk(User user, long after, Func<StoredMessage, bool> isWanted, List<EndedMessage> ended)
    {
        List<StoredMessage> messages = [];
        lock (user.Lock)
        {
            after = user.Mailbox.List(after, ChunkLength, messages);
            foreach (StoredMessage message in messages.Where(isWanted))
            {
                if (ends.TryEnd(user, message.Id, MessageEnd.Expired, out EndedMessage one))
                    ended.Add(one);
            }

            users.RetireIfUnused(user);
        }

        return (messages.Count, after);
    }
}
