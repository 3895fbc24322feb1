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
    /// <summary>
    /// What a mailbox with messages costs besides their texts: a user, a gate, a ring and an entry of the directory, about 490 bytes. So many
    /// messages to ids that nobody uses fill the server no sooner than others do.
    /// </summary>
    public const int CharactersOfMailbox = 256;

    private long _messages;
    private long _characters;

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => Volatile.Read(ref _messages);

    /// <summary>Characters that are counted.</summary>
    public long Characters => Volatile.Read(ref _characters);

    /// <summary>Takes room for a message.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether there was room.</returns>
    public QuotaResult TryTake(Mailbox mailbox, string text)
    {
        if (mailbox.Count >= limits.MaxMessagesPerUser || mailbox.Characters + text.Length > limits.MaxCharactersPerUser)
            return QuotaResult.RecipientFull;

        bool isOnly = mailbox.Count == 0;
        Take(text, isOnly);
        if (Volatile.Read(ref _messages) <= limits.MaxMessages && Volatile.Read(ref _characters) <= limits.MaxCharacters)
            return QuotaResult.Free;
        Release(text, isOnly);
        return QuotaResult.ServerFull;
    }

    /// <summary>Takes room for a message that is accepted, whether there is any or not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOnly">Whether it is the only one of its mailbox.</param>
    public void Take(string text, bool isOnly)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _characters, Cost(text, isOnly));
    }

    /// <summary>Gives the room of a message back.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOnly">Whether it was the only one of its mailbox.</param>
    public void Release(string text, bool isOnly)
    {
        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _characters, -Cost(text, isOnly));
    }

    private static int Cost(string text, bool isOnly) => text.Length + (isOnly ? CharactersOfMailbox : 0);
}
