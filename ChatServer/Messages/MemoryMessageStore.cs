using ChatServer.Configuration;

namespace ChatServer.Messages;

/// <summary>Keeps messages in memory, bounded in number and size. They end with the process.</summary>
public sealed class MemoryMessageStore(StoreLimits limits, MessageIds ids) : IMessageStore
{
    private long _messages;
    private long _characters;

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <inheritdoc/>
    public StoreResult Add(Mailbox mailbox, string from, string text)
    {
        if (mailbox.Count >= limits.MaxMessagesPerUser)
            return StoreResult.RecipientFull;

        long messages = Interlocked.Increment(ref _messages);
        long characters = Interlocked.Add(ref _characters, text.Length);
        if (messages > limits.MaxMessages || characters > limits.MaxCharacters)
        {
            Release(text);
            return StoreResult.StoreFull;
        }

        mailbox.Add(new StoredMessage(ids.Next(), from, text));
        return StoreResult.Stored;
    }

    /// <inheritdoc/>
    public bool Remove(Mailbox mailbox, Guid id)
    {
        if (!mailbox.TryRemove(id, out string? text))
            return false;
        Release(text);
        return true;
    }

    private void Release(string text)
    {
        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _characters, -text.Length);
    }
}
