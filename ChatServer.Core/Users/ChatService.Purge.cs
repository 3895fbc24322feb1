using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <content>The operator removes messages that nobody will confirm.</content>
public sealed partial class ChatService
{
    private const int PurgeChunk = 256;

    /// <summary>Removes all messages that wait for a user. Their senders are told if they have receipts on.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">The store cannot write: the rest stays.</exception>
    public async Task<PurgeResult> PurgeToAsync(string id)
    {
        var result = new PurgeResult();
        if (_users.TryGetValue(id, out User? user))
            await PurgeAsync(user, static _ => true, static message => message.From, result).ConfigureAwait(false);
        return result;
    }

    /// <summary>Removes all messages that a user has sent and whose recipients have not confirmed them. The user is told if receipts are on.</summary>
    /// <param name="id">The user, normalised.</param>
    /// <returns>What was removed.</returns>
    /// <exception cref="StoreException">The store cannot write: the rest stays.</exception>
    public async Task<PurgeResult> PurgeFromAsync(string id)
    {
        var result = new PurgeResult();
        foreach ((_, User user) in _users)
            await PurgeAsync(user, message => message.From == id, _ => user.Id, result).ConfigureAwait(false);
        return result;
    }

    private async Task PurgeAsync(User user, Func<StoredMessage, bool> isWanted, Func<StoredMessage, string> nameOf, PurgeResult result)
    {
        long after = long.MinValue;
        int seen;
        do
        {
            if (_store.Condition == StoreCondition.Failing)
                throw new StoreException(_store.Failure ?? "it fails");
            List<EndedMessage> ended = [];
            (seen, after) = PurgeChunkOf(user, after, isWanted, ended);
            foreach (EndedMessage message in ended)
            {
                TellSender(message, user.Id);
                result.Add(nameOf(message.Message), message.Message.Text.Length, message.Position);
            }

            await _store.WhenReadyAsync().ConfigureAwait(false);
        }
        while (seen >= PurgeChunk);
    }

    // A chunk only, so that the gate is not held for long.
    private (int Seen, long After) PurgeChunkOf(User user, long after, Func<StoredMessage, bool> isWanted, List<EndedMessage> ended)
    {
        List<StoredMessage> messages = [];
        lock (user.Gate)
        {
            after = user.Mailbox.List(after, PurgeChunk, messages);
            foreach (StoredMessage message in messages.Where(isWanted))
            {
                if (TryEnd(user, message.Id, MessageEnd.GivenUp, out EndedMessage one))
                    ended.Add(one);
            }

            RetireIfUnused(user);
        }

        return (messages.Count, after);
    }
}
