using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// What one session is to be told without having asked, as small as it gets: receipts one by one, then who joined and left its user's groups. A line is made
/// of a notification only when there is room for it. Not thread-safe.
/// </summary>
internal sealed class NotificationQueue
{
    /// <summary>Receipts that wait: at most this many, of 40 bytes each. More are dropped; <c>Trace</c> tells the same.</summary>
    public const int MaxReceipts = 8192;

    // A queue of up to this many stays when it is empty.
    private const int MaxKeptReceipts = 64;

    private Queue<Receipt> _receipts = [];
    private MembershipChanges? _memberships;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty { get; private set; } = true;

    private readonly record struct Receipt(long Position, ReplyDefinition<string, Guid> Reply, string To, Guid Id);

    /// <summary>The receipt for the end of a message.</summary>
    public static ReplyDefinition<string, Guid> GetReceipt(in MessageEnding ending) => (ending.End, ending.IsToGroup) switch
    {
        (MessageEnd.Confirmed, false) => Replies.RecipientConfirmed,
        (MessageEnd.Confirmed, true) => Replies.GroupConfirmed,
        (_, false) => Replies.GivenUp,
        (_, true) => Replies.GroupGivenUp,
    };

    /// <summary>Adds what became of a message that the session's user sent.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="receipt">What became of it.</param>
    /// <param name="to">The recipient or the group.</param>
    /// <param name="id">The message.</param>
    public void AddReceipt(long position, ReplyDefinition<string, Guid> receipt, string to, Guid id)
    {
        if (_receipts.Count >= MaxReceipts)
            return;
        _receipts.Enqueue(new Receipt(position, receipt, to, id));
        IsEmpty = false;
    }

    /// <summary>Adds that somebody joined or left a group of the session's user.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">Who.</param>
    /// <param name="isMember">Whether they are a member now.</param>
    public void AddMembership(long position, string group, string id, bool isMember)
    {
        (_memberships ??= new MembershipChanges()).Add(position, group, id, isMember);
        IsEmpty = false;
    }

    /// <summary>Takes the next notification.</summary>
    /// <param name="position">What must be durable before it is told.</param>
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

    /// <summary>Removes all. Memory that was needed once is not kept for the life of the session.</summary>
    public void Clear()
    {
        _memberships = null;
        if (_receipts.Capacity > MaxKeptReceipts)
            _receipts = [];
        _receipts.Clear();
        IsEmpty = true;
    }
}
