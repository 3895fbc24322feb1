using ChatServer.Core.Limits;
using ChatServer.Core.Settings;

namespace ChatServer.Core.Messages;

/// <summary>The limit that a new message would exceed.</summary>
public enum QuotaResult
{
    /// <summary>None: there is room.</summary>
    Free,

    /// <summary>The recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>The recipient's mailbox is at least half full, and the sender or its address has used up its share of the mailbox.</summary>
    ShareFull,

    /// <summary>Too many messages of the sender are unconfirmed.</summary>
    SenderFull,

    /// <summary>Too many messages from the sender's address are unconfirmed, or its users are in too many groups.</summary>
    AddressFull,

    /// <summary>The sender, or its address, has too many unconfirmed messages to ids without an account.</summary>
    ToUnknownFull,

    /// <summary>The server has too many unconfirmed messages to ids without an account.</summary>
    UnknownFull,

    /// <summary>The server has too many unconfirmed messages.</summary>
    ServerFull,

    /// <summary>None: the sender object is retired. Look the sender up again.</summary>
    Retired,
}

/// <summary>Counts unconfirmed messages against the pools of the server. Thread-safe; the counts of a mailbox are read under its user's lock.</summary>
public sealed class MessageQuota
{
    // The steps of StripedCounter: the sum of several dozen usual messages.
    private const int MessageStep = 64;
    private const int CharacterStep = 16 * 1024;

    /// <summary>
    /// Cost of a mailbox that has messages, besides their texts, in characters: a user, a lock, a ring and a directory entry, about 490 bytes. With this
    /// cost, many messages to unused ids do not fill the memory of the server sooner than other messages do.
    /// </summary>
    public const int CharactersOfMailbox = 256;

    /// <summary>Cost of one more copy of a message to a group, in characters: its slot in a mailbox, 16 bytes, and as much unused capacity.</summary>
    public const int CharactersOfCopy = 16;

    /// <summary>Cost of tracking a message and of remembering its reference, in characters: about 250 bytes.</summary>
    public const int CharactersOfTracking = 128;

    private long _unknown;
    private readonly Reloadable<StoreLimits> _limits;

    // Guards changes of the limits. The lock of a counter is taken inside.
    private readonly Lock _changing = new();
    private volatile bool _isMemoryShort;
    private readonly StripedCounter _messages;
    private readonly StripedCounter _characters;

    /// <summary>Counts against limits.</summary>
    /// <param name="limits">The limits. A message that is stored stays when they become smaller.</param>
    public MessageQuota(Reloadable<StoreLimits> limits)
    {
        _limits = limits;
        _messages = new StripedCounter(limits.Value.MaxMessages, MessageStep);
        _characters = new StripedCounter(limits.Value.MaxCharacters, CharacterStep);
        limits.Changed += changed =>
        {
            lock (_changing)
            {
                _messages.SetLimit(_isMemoryShort ? 0 : changed.MaxMessages);
                _characters.SetLimit(changed.MaxCharacters);
            }
        };
    }

    /// <summary>
    /// Whether memory is short. Then every new message is refused as if the server were full: by the limit that each message is compared with anyway.
    /// </summary>
    public bool IsMemoryShort
    {
        get => _isMemoryShort;
        set
        {
            lock (_changing)
            {
                _isMemoryShort = value;
                _messages.SetLimit(value ? 0 : _limits.Value.MaxMessages);
            }
        }
    }

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => _messages.Value;

    /// <summary>Number of characters that count.</summary>
    public long Characters => _characters.Value;

    /// <summary>Messages to ids without an account.</summary>
    public long Unknown => Volatile.Read(ref _unknown);

    /// <summary>
    /// Cost of a message for its sender, in characters. Each message counts as a mailbox, because its recipient may have no other messages.
    /// </summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    public static long CostForSender(int length, bool isTracked) => CharactersOfMailbox + CostOfText(length, isTracked);

    /// <summary>Cost of a message's text for its sender and for the pool, in characters.</summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    public static int CostOfText(int length, bool isTracked) => length + (isTracked ? CharactersOfTracking : 0);

    /// <summary>Takes room for a message from the pools.</summary>
    /// <param name="mailbox">The recipient's mailbox, without the message.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    /// <param name="isUnknown">Whether the recipient has no account.</param>
    /// <returns>Whether there was room.</returns>
    public QuotaResult TryTake(Mailbox mailbox, string text, bool isTracked = false, bool isUnknown = false)
    {
        bool isOnly = mailbox.Count == 0;
        Take(text, isOnly, isTracked, isUnknown);
        QuotaResult result = !IsWithinLimits ? QuotaResult.ServerFull
            : isUnknown && Unknown > _limits.Value.MaxMessagesToUnknown ? QuotaResult.UnknownFull
            : QuotaResult.Free;
        if (result != QuotaResult.Free)
            Release(text.Length, isOnly, isTracked, isUnknown);
        return result;
    }

    /// <summary>Whether a sender may add one more message to a mailbox. Call it under the lock of the mailbox's user.</summary>
    /// <param name="mailbox">The recipient's mailbox, without the message.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="text">The text.</param>
    public QuotaResult CheckMailbox(Mailbox mailbox, Sender sender, string text)
    {
        StoreLimits limits = _limits.Value;
        if (!HasRoom(limits, mailbox, text))
            return QuotaResult.RecipientFull;
        if (!IsCrowded(limits, mailbox, text))
        {
            // Ends the shares at 3/8 of the capacity, not at half, so that they do not start again at once.
            if (mailbox.Shares != null && mailbox.Count < limits.MaxMessagesPerUser / 8 * 3 && mailbox.Characters < limits.MaxCharactersPerUser / 8 * 3)
                mailbox.EndShares();
            return QuotaResult.Free;
        }

        return mailbox.StartShares().HasRoom(sender, limits.MaxMessagesPerUser - mailbox.Count, limits.MaxCharactersPerUser - mailbox.Characters, text.Length)
            ? QuotaResult.Free
            : QuotaResult.ShareFull;
    }

    /// <summary>Whether a mailbox is so full that each sender has only a share of it. Exact only under the user's lock.</summary>
    /// <param name="mailbox">The recipient's mailbox, without the message.</param>
    /// <param name="text">The text.</param>
    public bool IsCrowded(Mailbox mailbox, string text) => IsCrowded(_limits.Value, mailbox, text);

    private static bool IsCrowded(StoreLimits limits, Mailbox mailbox, string text)
        => mailbox.Count >= limits.MaxMessagesPerUser / 2 || mailbox.Characters + text.Length > limits.MaxCharactersPerUser / 2;

    /// <summary>Changes the number of messages to ids without an account.</summary>
    /// <param name="change">The change; may be negative.</param>
    public void AddUnknown(int change) => Interlocked.Add(ref _unknown, change);

    /// <summary>Whether a mailbox has room for a message. Exact only under the user's lock; without it, the result may be slightly out of date.</summary>
    /// <param name="mailbox">The recipient's mailbox, without the message.</param>
    /// <param name="text">The text.</param>
    public bool HasRoom(Mailbox mailbox, string text) => HasRoom(_limits.Value, mailbox, text);

    private static bool HasRoom(StoreLimits limits, Mailbox mailbox, string text)
        => mailbox.Count < limits.MaxMessagesPerUser && mailbox.Characters + text.Length <= limits.MaxCharactersPerUser;

    /// <summary>Takes room for a message to a group. Its text counts once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="copies">Number of mailboxes that get it.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
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

    /// <summary>Takes room for more copies of a message to a group without a check of the limits, or returns room.</summary>
    /// <param name="textCost">The change of the text's cost, see <see cref="CostOfText"/>; 0 if it does not change.</param>
    /// <param name="copies">The change of the number of copies; may be negative.</param>
    public void AddGroupMessage(int textCost, int copies) => Add(copies, textCost + ((long)copies * CharactersOfCopy));

    /// <summary>Counts a mailbox whose first message is a copy of a message to a group.</summary>
    public void TakeMailbox() => _characters.Add(CharactersOfMailbox);

    /// <summary>Returns the room of one copy.</summary>
    /// <param name="textCost">Cost of the text if it was the last copy, else 0.</param>
    /// <param name="isOnly">Whether it was the only message of its mailbox.</param>
    public void ReleaseCopy(int textCost, bool isOnly)
    {
        AddGroupMessage(-textCost, -1);
        if (isOnly)
            _characters.Add(-CharactersOfMailbox);
    }

    /// <summary>Takes room for a message that is already accepted, without a check of the limits.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isOnly">Whether it is the only one of its mailbox.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    /// <param name="isUnknown">Whether the recipient has no account.</param>
    public void Take(string text, bool isOnly, bool isTracked, bool isUnknown)
    {
        Add(1, Cost(text.Length, isOnly, isTracked));
        if (isUnknown)
            AddUnknown(1);
    }

    /// <summary>Returns the room of a message.</summary>
    /// <param name="length">Length of the text.</param>
    /// <param name="isOnly">Whether it was the only one of its mailbox.</param>
    /// <param name="isTracked">Whether the message was tracked.</param>
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
