using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// One message to a group: the data that all copies in the members' mailboxes share. Thread-safe.
/// </summary>
/// <param name="id">A unique id, version 7. All copies have this id.</param>
/// <param name="group">Name of the group.</param>
/// <param name="sender">The sender.</param>
/// <param name="text">The text, safe to print on one line.</param>
public class GroupMessage(Guid id, string group, Sender sender, string text)
{
    private readonly Lock _lock = new();
    private int _copies;
    private bool _hasEnded;
    private long _lastEnd;
    private MessageEnd _end = MessageEnd.Confirmed;

    // Null at the start; the object Delivered when sharing has ended.
    private object? _shared;

    private static readonly object Delivered = new();

    /// <summary>The id of the message.</summary>
    public Guid Id { get; } = id;

    /// <summary>Name of the group.</summary>
    public string Group { get; } = group;

    /// <summary>The sender.</summary>
    public Sender Sender { get; } = sender;

    /// <summary>Whether the message is tracked: the server reports its delivery and its end to the sender.</summary>
    public bool IsTracked { get; init; }

    /// <summary>The stored time of acceptance; see <see cref="StoredMessage.KeptMoment"/>.</summary>
    public virtual MessageMoment KeptMoment => default;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>Number of members who have not confirmed it.</summary>
    public int Copies => Volatile.Read(ref _copies);

    /// <summary>Creates a message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="group">Name of the group.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="text">The text.</param>
    /// <param name="isTracked">Whether the message is tracked: the server reports its delivery and its end to the sender.</param>
    /// <param name="accepted">When it was accepted; <see langword="default"/> if its id contains the time.</param>
    public static GroupMessage Create(Guid id, string group, Sender sender, string text, bool isTracked, MessageMoment accepted)
        => accepted == default
            ? new GroupMessage(id, group, sender, text) { IsTracked = isTracked }
            : new DatedGroupMessage(id, group, sender, text, accepted) { IsTracked = isTracked };

    /// <summary>
    /// How the message ends at best, because of the copies that have ended: <see cref="MessageEnd.Expired"/> or <see cref="MessageEnd.Recalled"/>;
    /// <see langword="default"/> if it can still be confirmed.
    /// </summary>
    public MessageEnd KeptEnd => _end == MessageEnd.Confirmed ? default : _end;

    /// <summary>Restores <see cref="KeptEnd"/>.</summary>
    /// <param name="end">What it was.</param>
    public void RestoreEnd(MessageEnd end) => _end = end == default ? MessageEnd.Confirmed : end;

    /// <summary>Counts copies that are added to mailboxes.</summary>
    /// <param name="count">Number of copies.</param>
    public void AddCopies(int count)
    {
        lock (_lock)
            _copies += count;
    }

    /// <summary>Counts one more copy, unless the last one was removed.</summary>
    /// <returns>Whether it was counted.</returns>
    public bool TryHold()
    {
        lock (_lock)
        {
            if (!_hasEnded)
                _copies++;
            return !_hasEnded;
        }
    }

    /// <summary>Removes a copy that was confirmed or recalled, or has expired.</summary>
    /// <param name="copyEnd">How the copy ended.</param>
    /// <param name="position">The position of its end in the store.</param>
    /// <param name="end">How the message has ended so far. It is confirmed only if every copy was confirmed, and expired if a copy has expired.</param>
    /// <param name="last">The last position of all copies.</param>
    /// <returns>Whether it was the last copy.</returns>
    public bool RemoveCopy(MessageEnd copyEnd, long position, out MessageEnd end, out long last)
    {
        lock (_lock)
        {
            if (copyEnd == MessageEnd.Expired || (copyEnd == MessageEnd.Recalled && _end == MessageEnd.Confirmed))
                _end = copyEnd;
            end = _end;
            last = _lastEnd = Math.Max(_lastEnd, position);
            _hasEnded = --_copies == 0;
            return _hasEnded;
        }
    }

    /// <summary>Whether connections may share data: until the message was passed to all members who are online.</summary>
    public bool IsShareable => Volatile.Read(ref _shared) != Delivered;

    /// <summary>
    /// Data that the members' connections share while the message is delivered, such as its encoded lines. The connections choose the type.
    /// <see langword="null"/> if there is none.
    /// </summary>
    public object? Shared => Volatile.Read(ref _shared) is { } shared && shared != Delivered ? shared : null;

    /// <summary>Replaces the shared data, if sharing has not ended and no other connection has replaced it.</summary>
    /// <param name="known">The value of <see cref="Shared"/> that the caller has read.</param>
    /// <param name="value">The new data. It must not change afterwards.</param>
    /// <returns>Whether it was replaced.</returns>
    public bool TryShare(object? known, object value) => Interlocked.CompareExchange(ref _shared, value, known) == known;

    /// <summary>Frees the shared data, after the message was passed to all members who are online.</summary>
    public void EndSharing() => Volatile.Write(ref _shared, Delivered);
}

/// <summary>A message whose id does not contain the time of acceptance. A separate class, because such messages are rare and the time takes 16 bytes.</summary>
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
