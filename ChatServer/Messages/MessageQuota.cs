using ChatServer.Configuration;

namespace ChatServer.Messages;

/// <summary>What a new message would exceed.</summary>
public enum QuotaResult
{
    /// <summary>Nothing.</summary>
    Free,

    /// <summary>The recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>The server has too many unconfirmed messages.</summary>
    ServerFull,
}

/// <summary>Counts what is kept. Thread-safe; the counts of a mailbox are read under its user's gate.</summary>
public sealed class MessageQuota(StoreLimits limits)
{
    private long _messages;
    private long _characters;

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Takes room for a message.</summary>
    /// <param name="mailbox">The recipient's.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether there was room.</returns>
    public QuotaResult TryTake(Mailbox mailbox, string text)
    {
        if (mailbox.Count >= limits.MaxMessagesPerUser || mailbox.Characters + text.Length > limits.MaxCharactersPerUser)
            return QuotaResult.RecipientFull;

        Take(text);
        if (Volatile.Read(ref _messages) <= limits.MaxMessages && Volatile.Read(ref _characters) <= limits.MaxCharacters)
            return QuotaResult.Free;
        Release(text);
        return QuotaResult.ServerFull;
    }

    /// <summary>Takes room for a message that was accepted before, whether there is any or not.</summary>
    /// <param name="text">The text.</param>
    public void Take(string text)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _characters, text.Length);
    }

    /// <summary>Gives the room of a message back.</summary>
    /// <param name="text">The text.</param>
    public void Release(string text)
    {
        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _characters, -text.Length);
    }
}
