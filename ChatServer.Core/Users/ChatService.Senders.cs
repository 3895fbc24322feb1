using ChatServer.Core.Limits;
using ChatServer.Core.Messages;

namespace ChatServer.Core.Users;

/// <content>What one sender, and all of one address, may have of what all share.</content>
public sealed partial class ChatService
{
    /// <summary>Of whom what is counted.</summary>
    public SenderTable Senders => _senders;

    /// <summary>How much one sender may have.</summary>
    public SenderLimits SenderLimits => _senderLimits;

    /// <summary>Messages that wait for ids without an account.</summary>
    public long UnknownCount => _quota.Unknown;

    /// <summary>
    /// Tells whether an id could have an account, and has none; <see langword="null"/> if there are no such ids. Called under a user's gate: must not block. Set
    /// before the service is used.
    /// </summary>
    public Func<string, bool>? IsUnknownId { get; init; }

    /// <summary>
    /// Tells whether an id is the server's own: no account can have it, nobody is shown that it is online, and it gets no notices. <see langword="null"/> if
    /// there are none. Must not block. Set before the service is used.
    /// </summary>
    public Func<string, bool>? IsInternalId { get; init; }

    /// <summary>Counts messages of a user by their rate, over all connections.</summary>
    /// <param name="user">The user.</param>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="count">How many messages.</param>
    /// <param name="wait">If they are too many: in how many milliseconds they are not.</param>
    /// <returns>Whether they may be sent.</returns>
    public bool TryTakeRate(User user, Rate rate, long now, int count, out long wait) => SenderOf(user).TryTakeRate(rate, now, count, out wait);

    /// <summary>Forgets what is not needed any more, now and then. To be called about once a second.</summary>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    public void Sweep(long now)
    {
        if (_senders.Sweep(now))
            _tracker.ForgetOlderThan(_limits.RememberedAge);
    }

    /// <summary>An id has got an account, or has lost it.</summary>
    /// <param name="id">The id, normalised.</param>
    public void OnAccountChanged(string id)
    {
        if (!_users.TryGetValue(id, out User? user))
            return;
        lock (user.Gate)
            SetUnknown(user, user.Connection == null && IsUnknown(id));
    }

    /// <summary>Finds the ids without an account, when everything was read.</summary>
    public void CountUnknown()
    {
        foreach ((string id, _) in _users)
            OnAccountChanged(id);
    }

    private bool IsUnknown(string id) => IsUnknownId?.Invoke(id) == true && !IsInternal(id);

    private bool IsInternal(string id) => IsInternalId?.Invoke(id) == true;

    private Sender SenderOf(User user)
        => user.Sender is { IsRetired: false } sender ? sender : user.Sender = _senders.Get(user.Id, user.Connection?.Origin);

    // Under the user's gate.
    private void SetUnknown(User user, bool isUnknown)
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

    // Under the recipient's gate.
    private QuotaResult TakeRoom(Sender from, User recipient, string text, bool isTracked)
    {
        Mailbox mailbox = recipient.Mailbox;
        if (mailbox.Count == 0)
            recipient.IsUnknown = recipient.Connection == null && IsUnknown(recipient.Id);

        // A notice takes the place of a message that was counted, and nobody could be told that it is refused.
        if (ReferenceEquals(from, Sender.Server))
        {
            _quota.Take(text, isOnly: mailbox.Count == 0, isTracked, recipient.IsUnknown);
            return QuotaResult.Free;
        }

        QuotaResult result = _quota.CheckMailbox(mailbox, from, text);
        if (result != QuotaResult.Free)
            return result;
        long cost = MessageQuota.CostForSender(text.Length, isTracked);
        result = from.TryTake(_senderLimits, 1, cost, recipient.IsUnknown);
        if (result != QuotaResult.Free)
            return result;
        result = _quota.TryTake(mailbox, text, isTracked, recipient.IsUnknown);
        if (result != QuotaResult.Free)
            from.Add(-1, -cost, recipient.IsUnknown ? -1 : 0);
        return result;
    }

    // Under the recipient's gate, without the message in the mailbox.
    private void ReleaseRoom(Sender from, User recipient, int length, bool isTracked)
    {
        _quota.Release(length, isOnly: recipient.Mailbox.Count == 0, isTracked, recipient.IsUnknown);
        from.Add(-1, -MessageQuota.CostForSender(length, isTracked), recipient.IsUnknown ? -1 : 0);
    }

    private static SendResult ToResult(QuotaResult result) => result switch
    {
        QuotaResult.RecipientFull => SendResult.RecipientFull,
        QuotaResult.ShareFull => SendResult.ShareFull,
        QuotaResult.SenderFull => SendResult.SenderFull,
        QuotaResult.AddressFull => SendResult.AddressFull,
        QuotaResult.ToUnknownFull => SendResult.ToUnknownFull,
        QuotaResult.UnknownFull => SendResult.UnknownFull,
        QuotaResult.ServerFull => SendResult.ServerFull,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "is no refusal"),
    };
}
