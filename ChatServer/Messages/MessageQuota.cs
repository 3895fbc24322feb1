using ChatServer.Configuration;
using SuperSocket.Common;

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
    // See StripedCounter: some dozen usual messages.
    private const int MessageStep = 64;
    private const int CharacterStep = 16 * 1024;

    /// <summary>
    /// What a mailbox with messages costs besides their texts: a user, a gate, a ring and an entry of the directory, about 490 bytes. So many
    /// messages to ids that nobody uses fill the server no sooner than others do.
    /// </summary>
    public const int CharactersOfMailbox = 256;

    /// <summary>What one more copy of a message to a group costs: its place in a mailbox, 16 bytes, and as much free.</summary>
    public const int CharactersOfCopy = 16;

    private readonly StripedCounter _messages = new(limits.MaxMessages, MessageStep);
    private readonly StripedCounter _characters = new(limits.MaxCharacters, CharacterStep);

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => _messages.Value;

    /// <summary>Characters that are counted.</summary>
    public long Characters => _characters.Value;

    /// <summary>Takes room for a message.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether there was room.</returns>
    public QuotaResult TryTake(Mailbox mailbox, string text)
    {
        if (!HasRoom(mailbox, text))
            return QuotaResult.RecipientFull;

        bool isOnly = mailbox.Count == 0;
        Take(text, isOnly);
        if (IsWithinLimits)
            return QuotaResult.Free;
        Release(text.Length, isOnly);
        return QuotaResult.ServerFull;
    }

    /// <summary>Whether one recipient has room for a message. Exact under the user's gate only; without it, as it was a moment ago.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="text">The text.</param>
    public bool HasRoom(Mailbox mailbox, string text)
        => mailbox.Count < limits.MaxMessagesPerUser && mailbox.Characters + text.Length <= limits.MaxCharactersPerUser;

    /// <summary>Takes room for a message to a group: its text counts once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="copies">How many mailboxes get it.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryTakeGroupMessage(string text, int copies)
    {
        AddGroupMessage(text.Length, copies);
        if (IsWithinLimits)
            return true;
        AddGroupMessage(-text.Length, -copies);
        return false;
    }

    /// <summary>Takes room for more copies of a message to a group, whether there is any or not.</summary>
    /// <param name="text">The text, or nothing if it counts already.</param>
    /// <param name="copies">How many more mailboxes get it.</param>
    public void TakeGroupMessage(string text, int copies) => AddGroupMessage(text.Length, copies);

    /// <summary>A message to a group that could not be stored gives its room back.</summary>
    /// <param name="text">The text.</param>
    /// <param name="copies">How many mailboxes were to get it.</param>
    public void ReleaseGroupMessage(string text, int copies) => AddGroupMessage(-text.Length, -copies);

    /// <summary>A mailbox has got its first message, by a message to a group.</summary>
    public void TakeMailbox() => _characters.Add(CharactersOfMailbox);

    /// <summary>Gives the room of one copy back.</summary>
    /// <param name="text">The text if it was the last copy, else nothing.</param>
    /// <param name="isOnly">Whether it was the only message of its mailbox.</param>
    public void ReleaseCopy(string text, bool isOnly)
    {
        AddGroupMessage(-text.Length, -1);
        if (isOnly)
            _characters.Add(-CharactersOfMailbox);
    }

    /// <summary>Takes room for a message that is accepted, whether there is any or not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOnly">Whether it is the only one of its mailbox.</param>
    public void Take(string text, bool isOnly) => Add(1, Cost(text.Length, isOnly));

    /// <summary>Gives the room of a message back.</summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="isOnly">Whether it was the only one of its mailbox.</param>
    public void Release(int length, bool isOnly) => Add(-1, -Cost(length, isOnly));

    private bool IsWithinLimits => !_messages.IsOver && !_characters.IsOver;

    private void AddGroupMessage(int characters, int copies) => Add(copies, characters + ((long)copies * CharactersOfCopy));

    private void Add(int messages, long characters)
    {
        int stripe = StripedCounter.StripeOfThread;
        _messages.Add(messages, stripe);
        _characters.Add(characters, stripe);
    }

    private static int Cost(int length, bool isOnly) => length + (isOnly ? CharactersOfMailbox : 0);
}
