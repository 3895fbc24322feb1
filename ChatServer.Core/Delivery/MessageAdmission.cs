using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Settings;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>
/// Decides whether there is room for a message, and counts it: in total, in the mailbox, for its sender and for the sender's address. Thread-safe.
/// </summary>
/// <param name="limits">Maximum amounts of stored data.</param>
internal sealed class MessageAdmission(Reloadable<StoreLimits> limits)
{
    private readonly MessageQuota _quota = new(limits);
    private readonly Reloadable<SenderLimits> _senderLimits = limits.Select(static changed => new SenderLimits(changed));

    /// <summary>The counts of each sender.</summary>
    public SenderTable Senders { get; } = new();

    /// <summary>The limits for one sender and for one address.</summary>
    public SenderLimits SenderLimits => _senderLimits.Value;

    /// <summary>See <see cref="ChatService.IsUnknownId"/>.</summary>
    public Func<string, bool>? IsUnknownId { get; set; }

    /// <summary>See <see cref="ChatService.IsInternalId"/>.</summary>
    public Func<string, bool>? IsInternalId { get; set; }

    /// <summary>See <see cref="MessageQuota.IsMemoryShort"/>.</summary>
    public bool IsMemoryShort
    {
        get => _quota.IsMemoryShort;
        set => _quota.IsMemoryShort = value;
    }

    /// <summary>Number of unconfirmed messages of all users.</summary>
    public long Messages => _quota.Messages;

    /// <summary>Characters that count towards <see cref="StoreLimits.MaxCharacters"/>.</summary>
    public long Characters => _quota.Characters;

    /// <summary>Number of unconfirmed messages to ids without an account.</summary>
    public long Unknown => _quota.Unknown;

    /// <summary>Returns the counts of a user as a sender.</summary>
    /// <param name="user">The user.</param>
    public Sender GetSender(User user)
        => user.Sender is { IsRetired: false } sender ? sender : user.Sender = Senders.Get(user.Id, user.Connection?.Origin);

    /// <summary>Whether an id belongs to the server; see <see cref="ChatService.IsInternalId"/>.</summary>
    /// <param name="id">The id.</param>
    public bool IsInternal(string id) => IsInternalId?.Invoke(id) == true;

    /// <summary>Whether an id could have an account but has none.</summary>
    /// <param name="id">The id.</param>
    public bool IsUnknown(string id) => IsUnknownId?.Invoke(id) == true && !IsInternal(id);

    /// <summary>Starts or stops counting a user's messages as messages to an id without an account. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="isUnknown">Whether the id has no account.</param>
    public void SetUnknown(User user, bool isUnknown)
    {
        if (user.IsUnknown == isUnknown)
            return;
        user.IsUnknown = isUnknown;
        List<StoredMessage> messages = [];
        user.Mailbox.List(long.MinValue, int.MaxValue, messages);
        foreach (StoredMessage message in messages)
            message.Sender.Add(0, 0, isUnknown ? 1 : -1);
        _quota.AddUnknown(isUnknown ? messages.Count : -messages.Count);
    }

    /// <summary>Prepares a mailbox for a message: if it is empty, checks whether its user has an account. Call it under the user's lock.</summary>
    /// <param name="user">The recipient.</param>
    public void UpdateUnknown(User user)
    {
        if (user.Mailbox.Count > 0)
            return;
        bool isUnknown = user.Connection == null && IsUnknown(user.Id);

        // Writes only a changed value. A write would evict the user from the caches of other processors, which read it for each message.
        if (user.IsUnknown != isUnknown)
            user.IsUnknown = isUnknown;
    }

    /// <summary>Takes room for a message. Call it under the recipient's lock.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    /// <returns>Whether there was room. If it is <see cref="QuotaResult.Retired"/>, look the sender up again.</returns>
    public QuotaResult TryTake(Sender from, User recipient, string text, bool isTracked)
    {
        Mailbox mailbox = recipient.Mailbox;
        UpdateUnknown(recipient);

        // A notice is never refused: it replaces a message that was counted, and there is no client that could learn of a refusal.
        if (ReferenceEquals(from, Sender.Server))
        {
            _quota.Take(text, isOnly: mailbox.Count == 0, isTracked, recipient.IsUnknown);
            return QuotaResult.Free;
        }

        QuotaResult result = _quota.CheckMailbox(mailbox, from, text);
        if (result != QuotaResult.Free)
            return result;
        long cost = MessageQuota.CostForSender(text.Length, isTracked);
        result = from.TryTake(SenderLimits, 1, cost, recipient.IsUnknown);
        if (result != QuotaResult.Free)
            return result;
        result = _quota.TryTake(mailbox, text, isTracked, recipient.IsUnknown);
        if (result != QuotaResult.Free)
            from.Add(-1, -cost, recipient.IsUnknown ? -1 : 0);
        return result;
    }

    /// <summary>Counts a message that was stored earlier and is now in its mailbox. Call it under the recipient's lock.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    public void AddStored(Sender from, User recipient, string text, bool isTracked)
    {
        _quota.Take(text, isOnly: recipient.Mailbox.Count == 1, isTracked, recipient.IsUnknown);
        from.Add(1, MessageQuota.CostForSender(text.Length, isTracked), recipient.IsUnknown ? 1 : 0);
    }

    /// <summary>Counts a message that another server has stored, before it is added to its mailbox. Call it under the recipient's lock.</summary>
    /// <param name="from">Id of the sender.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the message is tracked.</param>
    /// <returns>The sender.</returns>
    public Sender TakeStored(string from, User recipient, string text, bool isTracked)
    {
        UpdateUnknown(recipient);
        long cost = MessageQuota.CostForSender(text.Length, isTracked);
        Sender sender;
        do
        {
            sender = Senders.Get(from);
        }
        while (!sender.TryAdd(1, cost, recipient.IsUnknown ? 1 : 0));
        _quota.Take(text, isOnly: recipient.Mailbox.Count == 0, isTracked, recipient.IsUnknown);
        return sender;
    }

    /// <summary>Counts a message to a group that another server has stored.</summary>
    /// <param name="from">Id of the sender.</param>
    /// <param name="text">The text.</param>
    /// <param name="copies">Number of mailboxes that get the message.</param>
    /// <param name="isTracked">Whether the message is tracked.</param>
    /// <returns>The sender.</returns>
    public Sender TakeStoredGroupMessage(string from, string text, int copies, bool isTracked)
    {
        long cost = GetCostOfCopies(text, copies, isTracked);
        Sender sender;
        do
        {
            sender = Senders.Get(from);
        }
        while (!sender.TryAdd(copies, cost, unknown: 0));
        _quota.AddGroupMessage(MessageQuota.CostOfText(text.Length, isTracked), copies);
        return sender;
    }

    /// <summary>Returns the room of a message. Call it under the recipient's lock, after the message was removed from the mailbox.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="recipient">The recipient.</param>
    /// <param name="length">Length of the text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    public void Release(Sender from, User recipient, int length, bool isTracked)
    {
        bool isEmpty = recipient.Mailbox.Count == 0;
        _quota.Release(length, isOnly: isEmpty, isTracked, recipient.IsUnknown);
        if (recipient.IsUnknown)
            from.Add(0, 0, -1);
        recipient.Mailbox.Released.Add(from, MessageQuota.CostForSender(length, isTracked), isEmpty);
    }

    /// <summary>Whether a member's mailbox has room for a message to a group. Reads a mailbox that is far from full without its lock.</summary>
    /// <param name="member">The member.</param>
    /// <param name="from">The sender.</param>
    /// <param name="text">The text.</param>
    public bool HasRoom(User member, Sender from, string text)
    {
        if (!_quota.HasRoom(member.Mailbox, text))
            return false;
        if (!_quota.IsCrowded(member.Mailbox, text))
            return true;
        lock (member.Lock)
            return _quota.CheckMailbox(member.Mailbox, from, text) == QuotaResult.Free;
    }

    /// <summary>Takes room for a message to a group.</summary>
    /// <param name="from">The sender. Replaced with a new object if it is retired.</param>
    /// <param name="user">The sender's user.</param>
    /// <param name="text">The text.</param>
    /// <param name="copies">Number of mailboxes that get the message.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    public QuotaResult TryTakeGroupMessage(ref Sender from, User user, string text, int copies, bool isTracked)
    {
        long cost = GetCostOfCopies(text, copies, isTracked);
        QuotaResult result;
        while ((result = from.TryTake(SenderLimits, copies, cost, isUnknown: false)) == QuotaResult.Retired)
            from = GetSender(user);
        if (result != QuotaResult.Free || _quota.TryTakeGroupMessage(text, copies, isTracked))
            return result;
        from.Add(-copies, -cost, 0);
        return QuotaResult.ServerFull;
    }

    /// <summary>Returns all room of a message to a group.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="text">The text.</param>
    /// <param name="copies">Number of mailboxes that were to get the message.</param>
    /// <param name="isTracked">Whether the message was tracked.</param>
    public void ReleaseGroupMessage(Sender from, string text, int copies, bool isTracked)
    {
        _quota.AddGroupMessage(-MessageQuota.CostOfText(text.Length, isTracked), -copies);
        from.Add(-copies, -GetCostOfCopies(text, copies, isTracked), 0);
    }

    /// <summary>Starts or stops counting the text of a message to a group that was stored earlier.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isKept"><see langword="true"/> to start counting, <see langword="false"/> to stop.</param>
    public void AddStoredText(GroupMessage message, bool isKept)
    {
        int cost = MessageQuota.CostOfText(message.Text.Length, message.IsTracked);
        _quota.AddGroupMessage(isKept ? cost : -cost, copies: 0);
        message.Sender.Add(0, isKept ? cost : -cost, 0);
    }

    /// <summary>Counts a copy that was stored earlier.</summary>
    /// <param name="message">The message.</param>
    public void AddStoredCopy(GroupMessage message)
    {
        _quota.AddGroupMessage(0, copies: 1);
        message.Sender.Add(1, MessageQuota.CharactersOfCopy, 0);
    }

    /// <summary>Counts what depends on the user when a copy was added to a mailbox. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="from">The sender.</param>
    public void AddCopyTo(User user, Sender from)
    {
        if (user.Mailbox.Count == 1)
            _quota.TakeMailbox();
        if (user.IsUnknown)
            AddUnknown(from, 1);
    }

    /// <summary>Returns the room of a copy that has left a mailbox. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="message">The message.</param>
    /// <param name="isLast">Whether this was the last copy.</param>
    public void ReleaseCopy(User user, GroupMessage message, bool isLast)
    {
        int text = isLast ? MessageQuota.CostOfText(message.Text.Length, message.IsTracked) : 0;
        bool isEmpty = user.Mailbox.Count == 0;
        _quota.ReleaseCopy(text, isOnly: isEmpty);
        user.Mailbox.Released.Add(message.Sender, text + MessageQuota.CharactersOfCopy, isEmpty);
        if (user.IsUnknown)
            AddUnknown(message.Sender, -1);
    }

    private void AddUnknown(Sender from, int change)
    {
        from.Add(0, 0, change);
        _quota.AddUnknown(change);
    }

    private static long GetCostOfCopies(string text, int copies, bool isTracked)
        => MessageQuota.CostOfText(text.Length, isTracked) + ((long)copies * MessageQuota.CharactersOfCopy);
}
