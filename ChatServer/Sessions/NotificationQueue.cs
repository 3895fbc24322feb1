using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// The waiting notifications of one session, in a compact form: first receipts, one by one, then joins and leaves in the groups of its user. It creates a
/// reply for a notification only when there is room for it. Not thread-safe.
/// </summary>
internal sealed class NotificationQueue
{
    /// <summary>Maximum number of waiting receipts, of 40 bytes each. Further ones are dropped. The command <c>Trace</c> shows the same information.</summary>
    public const int MaxReceipts = 8192;

    // A queue with up to this capacity is kept when it is empty.
    private const int MaxKeptReceipts = 64;

    private Queue<Receipt> _receipts = [];
    private MembershipChanges? _memberships;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty { get; private set; } = true;

    private readonly record struct Receipt(long Position, ReplyDefinition<string, Guid> Reply, string To, Guid Id);

    /// <summary>Gets the receipt for the end of a message.</summary>
    public static ReplyDefinition<string, Guid> GetReceipt(in MessageEnding ending) => (ending.End, ending.IsToGroup) switch
    {
        (MessageEnd.Confirmed, false) => Replies.RecipientConfirmed,
        (MessageEnd.Confirmed, true) => Replies.GroupConfirmed,
        (_, false) => Replies.GivenUp,
        (_, true) => Replies.GroupGivenUp,
    };

    /// <summary>Adds a receipt for a message that the session's user sent.</summary>
    /// <param name="position">The position that must be durable before the receipt is sent.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="to">The recipient or the group.</param>
    /// <param name="id">The message.</param>
    public void AddReceipt(long position, ReplyDefinition<string, Guid> receipt, string to, Guid id)
    {
        if (_receipts.Count >= MaxReceipts)
            return;
        _receipts.Enqueue(new Receipt(position, receipt, to, id));
        IsEmpty = false;
    }

    /// <summary>Adds a join or a leave in a group of the session's user.</summary>
    /// <param name="position">The position that must be durable before the notification is sent.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">The user who joined or left.</param>
    /// <param name="isMember">Whether this user is a member now.</param>
    public void AddMembership(long position, string group, string id, bool isMember)
    {
        (_memberships ??= new MembershipChanges()).Add(position, group, id, isMember);
        IsEmpty = false;
    }

    /// <summary>Takes the next notification.</summary>
    /// <param name="position">The position that must be durable before the notification is sent.</param>
    /// <param name="notification">The notification.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out long position, out Reply notification)
    {
        if (_receipts.TryDequeue(out Receipt receipt))
        {
            (position, notification) = (receipt.Position, receipt.Reply.With(receipt.To, receipt.Id));
            return true;
        }

        if (_memberships != null && _memberships.TryTake(out position, out notification))
            return true;

        Clear();
        (position, notification) = (0, default);
        return false;
    }

    /// <summary>Removes all notifications. Releases memory that was needed once, so that it is not kept for the life of the session.</summary>
    public void Clear()
    {
        _memberships = null;
        if (_receipts.Capacity > MaxKeptReceipts)
            _receipts = [];
        _receipts.Clear();
        IsEmpty = true;
    }
}
