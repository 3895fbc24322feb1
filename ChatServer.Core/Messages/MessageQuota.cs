using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>What a new message would exceed.</summary>
public enum QuotaResult
{
    /// <summary>Nothing.</summary>
    Free,

    /// <summary>The recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>The recipient has many unconfirmed messages, and the sender or its address the most of them.</summary>
    ShareFull,

    /// <summary>Too many messages of the sender are unconfirmed.</summary>
    SenderFull,

    /// <summary>Too many messages from the sender's address are unconfirmed, or its users are in too many groups.</summary>
    AddressFull,

    /// <summary>Too many messages of the sender, or of its address, wait for ids without an account.</summary>
    ToUnknownFull,

    /// <summary>Too many messages wait for ids without an account.</summary>
    UnknownFull,

    /// <summary>The server has too many unconfirmed messages.</summary>
    ServerFull,

    /// <summary>Nothing: the sender's counts are retired; look the sender up again.</summary>
    Retired,
}

/// <summary>Counts what is kept. Thread-safe; the counts of a mailbox are read under its user's lock.</summary>
public sealed class MessageQuota(StoreLimits limits)
{
    // See StripedCounter: some dozen usual messages.
    private const int MessageStep = 64;
    private const int CharacterStep = 16 * 1024;

    /// <summary>
    /// What a mailbox with messages costs besides their texts: a user, a lock, a ring and an entry of the directory, about 490 bytes. So many
    /// messages to ids that nobody uses fill the server no sooner than others do.
    /// </summary>
    public const int CharactersOfMailbox = 256;

    /// <summary>What one more copy of a message to a group costs: its place in a mailbox, 16 bytes, and as much free.</summary>
    public const int CharactersOfCopy = 16;

    /// <summary>What it costs to tell the sender what becomes of a message, and to know its reference again: about 250 bytes.</summary>
    public const int CharactersOfTracking = 128;

    private long _unknown;
    private readonly StripedCounter _messages = new(limits.MaxMessages, MessageStep);
    private readonly StripedCounter _characters = new(limits.MaxCharacters, CharacterStep);

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => _messages.Value;

    /// <summary>Characters that are counted.</summary>
    public long Characters => _characters.Value;

    /// <summary>Messages to ids without an account.</summary>
    public long Unknown => Volatile.Read(ref _unknown);

    /// <summary>What a message counts for its sender. Its recipient may be one whom nobody else writes to, so each counts as a mailbox.</summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="isTracked">Whether the sender is told what becomes of it.</param>
    public static long CostForSender(int length, bool isTracked) => CharactersOfMailbox + CostOfText(length, isTracked);

    /// <summary>What the text of a message counts for its sender and for all.</summary>
    /// <param name="length">Its length.</param>
    /// <param name="isTracked">Whether the sender is told what becomes of it.</param>
    public static int CostOfText(int length, bool isTracked) => length + (isTracked ? CharactersOfTracking : 0);

    /// <summary>Takes room for a message in what all share.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the sender is told what becomes of it.</param>
    /// <param name="isUnknown">Whether the recipient has no account.</param>
    /// <returns>Whether there was room.</returns>
    public QuotaResult TryTake(Mailbox mailbox, string text, bool isTracked = false, bool isUnknown = false)
    {
        bool isOnly = mailbox.Count == 0;
        Take(text, isOnly, isTracked, isUnknown);
        QuotaResult result = !IsWithinLimits ? QuotaResult.ServerFull
            : isUnknown && Unknown > limits.MaxMessagesToUnknown ? QuotaResult.UnknownFull
            : QuotaResult.Free;
        if (result != QuotaResult.Free)
            Release(text.Length, isOnly, isTracked, isUnknown);
        return result;
    }

    /// <summary>Whether a sender may put one more message into a mailbox. Under its user's lock.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="text">The text.</param>
    public QuotaResult CheckMailbox(Mailbox mailbox, Sender sender, string text)
    {
        if (!HasRoom(mailbox, text))
            return QuotaResult.RecipientFull;
        if (!IsCrowded(mailbox, text))
        {
            // Some way below, so that it does not start again at once.
            if (mailbox.Shares != null && mailbox.Count < limits.MaxMessagesPerUser / 8 * 3 && mailbox.Characters < limits.MaxCharactersPerUser / 8 * 3)
                mailbox.EndShares();
            return QuotaResult.Free;
        }

        return mailbox.StartShares().HasRoom(sender, limits.MaxMessagesPerUser - mailbox.Count, limits.MaxCharactersPerUser - mailbox.Characters, text.Length)
            ? QuotaResult.Free
            : QuotaResult.ShareFull;
    }

    /// <summary>Whether a mailbox is so full that each sender has a share only. Exact under the user's lock only.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="text">The text.</param>
    public bool IsCrowded(Mailbox mailbox, string text)
        => mailbox.Count >= limits.MaxMessagesPerUser / 2 || mailbox.Characters + text.Length > limits.MaxCharactersPerUser / 2;

    /// <summary>Messages are now, or no longer, among those to ids without an account.</summary>
    /// <param name="change">How many more.</param>
    public void AddUnknown(int change) => Interlocked.Add(ref _unknown, change);

    /// <summary>Whether one recipient has room for a message. Exact under the user's lock only; without it, as it was a moment ago.</summary>
    /// <param name="mailbox">The recipient's, without the message.</param>
    /// <param name="text">The text.</param>
    public bool HasRoom(Mailbox mailbox, string text)
        => mailbox.Count < limits.MaxMessagesPerUser && mailbox.Characters + text.Length <= limits.MaxCharactersPerUser;

    /// <summary>Takes room for a message to a group: its text counts once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="copies">How many mailboxes get it.</param>
    /// <param name="isTracked">Whether the sender is told what becomes of it.</param>
    /// <returns>Whether there was room.</returns>
    public bool TryTakeGroupMessage(string text, int copies, bool isTracked)
    {
        int cost = CostOfText(text.Length, isTracked);
        AddGroupMessage(cost, copies);
        if (IsWithinLimits)
            return true;
        AddGroupMessage(-cost, -copies);
        return false;
    }

    /// <summary>Takes room for more copies of a message to a group, whether there is any or not, or gives it back.</summary>
    /// <param name="textCost">What its text counts, see <see cref="CostOfText"/>; 0 if that does not change.</param>
    /// <param name="copies">How many more mailboxes have it.</param>
    public void AddGroupMessage(int textCost, int copies) => Add(copies, textCost + ((long)copies * CharactersOfCopy));

    /// <summary>A mailbox has got its first message, by a message to a group.</summary>
    public void TakeMailbox() => _characters.Add(CharactersOfMailbox);

    /// <summary>Gives the room of one copy back.</summary>
    /// <param name="textCost">What the text counts if it was the last copy, else 0.</param>
    /// <param name="isOnly">Whether it was the only message of its mailbox.</param>
    public void ReleaseCopy(int textCost, bool isOnly)
    {
        AddGroupMessage(-textCost, -1);
        if (isOnly)
            _characters.Add(-CharactersOfMailbox);
    }

    /// <summary>Takes room for a message that is accepted, whether there is any or not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOnly">Whether it is the only one of its mailbox.</param>
    /// <param name="isTracked">Whether the sender is told what becomes of it.</param>
    /// <param name="isUnknown">Whether the recipient has no account.</param>
    public void Take(string text, bool isOnly, bool isTracked, bool isUnknown)
    {
        Add(1, Cost(text.Length, isOnly, isTracked));
        if (isUnknown)
            AddUnknown(1);
    }

    /// <summary>Gives the room of a message back.</summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="isOnly">Whether it was the only one of its mailbox.</param>
    /// <param name="isTracked">Whether the sender was to be told what becomes of it.</param>
    /// <param name="isUnknown">Whether the recipient has no account.</param>
    public void Release(int length, bool isOnly, bool isTracked = false, bool isUnknown = false)
    {
        Add(-1, -Cost(length, isOnly, isTracked));
        if (isUnknown)
            AddUnknown(-1);
    }

    private bool IsWithinLimits => !_messages.IsOver && !_characters.IsOver;

    private void Add(int messages, long characters)
    {
        int stripe = StripedCounter.StripeOfThread;
        _messages.Add(messages, stripe);
        _characters.Add(characters, stripe);
    }

    private static int Cost(int length, bool isOnly, bool isTracked) => CostOfText(length, isTracked) + (isOnly ? CharactersOfMailbox : 0);
}
