using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// One message to a group: what the copies in the mailboxes of its members share. Thread-safe.
/// </summary>
/// <param name="id">Unique, version 7. All copies have it.</param>
/// <param name="group">Name of the group.</param>
/// <param name="sender">Who sent it.</param>
/// <param name="text">The text, safe to print on one line.</param>
public class GroupMessage(Guid id, string group, Sender sender, string text)
{
    private readonly Lock _lock = new();
    private int _copies;
    private long _lastEnd;
    private MessageEnd _end = MessageEnd.Confirmed;

    // Null at first; Delivered at the end.
    private object? _shared;

    private static readonly object Delivered = new();

    /// <summary>The message.</summary>
    public Guid Id { get; } = id;

    /// <summary>Name of the group.</summary>
    public string Group { get; } = group;

    /// <summary>Who sent it.</summary>
    public Sender Sender { get; } = sender;

    /// <summary>Whether the sender is told what becomes of it.</summary>
    public bool IsTracked { get; init; }

    /// <summary>What is kept of when it was accepted; see <see cref="StoredMessage.KeptMoment"/>.</summary>
    public virtual MessageMoment KeptMoment => default;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>How many members have not confirmed it.</summary>
    public int Copies => Volatile.Read(ref _copies);

    /// <summary>Creates a message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="group">Name of the group.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the sender is told what becomes of it.</param>
    /// <param name="accepted">When it was accepted; <see langword="default"/> if its id says that.</param>
    public static GroupMessage Create(Guid id, string group, Sender sender, string text, bool isTracked, MessageMoment accepted)
        => accepted == default
            ? new GroupMessage(id, group, sender, text) { IsTracked = isTracked }
            : new DatedGroupMessage(id, group, sender, text, accepted) { IsTracked = isTracked };

    /// <summary>How it has ended until now; <see langword="default"/> unless a copy expired.</summary>
    public MessageEnd Expired => _end == MessageEnd.Expired ? MessageEnd.Expired : default;

    /// <summary>A copy expired earlier.</summary>
    public void SetExpired() => _end = MessageEnd.Expired;

    /// <summary>Mailboxes get copies.</summary>
    /// <param name="count">How many.</param>
    public void AddCopies(int count)
    {
        lock (_lock)
            _copies += count;
    }

    /// <summary>A copy was confirmed or has expired.</summary>
    /// <param name="copyEnd">How it ended.</param>
    /// <param name="position">The position of its end in the store.</param>
    /// <param name="end">How the message has ended until now: it is confirmed only if each copy was.</param>
    /// <param name="last">The last position of all copies.</param>
    /// <returns>Whether it was the last copy.</returns>
    public bool RemoveCopy(MessageEnd copyEnd, long position, out MessageEnd end, out long last)
    {
        lock (_lock)
        {
            if (copyEnd == MessageEnd.Expired)
                _end = MessageEnd.Expired;
            end = _end;
            last = _lastEnd = Math.Max(_lastEnd, position);
            return --_copies == 0;
        }
    }

    /// <summary>Whether connections may still share something: until all members who are online have been served.</summary>
    public bool IsShareable => Volatile.Read(ref _shared) != Delivered;

    /// <summary>
    /// What the connections of the members share while the message is delivered, such as its encoded lines: they choose what it is. <see langword="null"/>
    /// if there is nothing.
    /// </summary>
    public object? Shared => Volatile.Read(ref _shared) is { } shared && shared != Delivered ? shared : null;

    /// <summary>Replaces what is shared, if it is still shareable and nobody else has replaced it.</summary>
    /// <param name="known">What was shared.</param>
    /// <param name="value">What to share; not changed afterwards.</param>
    /// <returns>Whether it was replaced.</returns>
    public bool TryShare(object? known, object value) => Interlocked.CompareExchange(ref _shared, value, known) == known;

    /// <summary>All members who are online have been served: what is shared costs memory for nothing.</summary>
    public void EndSharing() => Volatile.Write(ref _shared, Delivered);
}

/// <summary>One whose id does not tell when it was accepted. Few are, and all would pay 16 bytes for it.</summary>
/// <param name="id">See <see cref="GroupMessage"/>.</param>
/// <param name="group">See <see cref="GroupMessage"/>.</param>
/// <param name="sender">See <see cref="GroupMessage"/>.</param>
/// <param name="text">See <see cref="GroupMessage"/>.</param>
/// <param name="accepted">When it was accepted.</param>
public sealed class DatedGroupMessage(Guid id, string group, Sender sender, string text, MessageMoment accepted) : GroupMessage(id, group, sender, text)
{
    /// <inheritdoc/>
    public override MessageMoment KeptMoment { get; } = accepted;
}
