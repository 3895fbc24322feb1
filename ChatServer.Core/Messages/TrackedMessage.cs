using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// The state of one tracked message. Only <see cref="MessageTracker"/> changes it, under its lock. Each property may be read without the lock.
/// It takes about 110 bytes, and 50 in the tracker's tables.
/// </summary>
/// <param name="id">The message.</param>
/// <param name="sender">The sender.</param>
/// <param name="to">Id of the recipient, or name of the group.</param>
/// <param name="reference">The sender's own name for it, if it has one.</param>
public sealed class TrackedMessage(Guid id, Sender sender, string to, string? reference)
{
    private long _position;
    private long _lastDelivered;
    private long _endedAt;
    private volatile int _end;

    /// <summary>The id of the message.</summary>
    public Guid Id { get; } = id;

    /// <summary>The sender.</summary>
    public Sender Sender { get; } = sender;

    /// <summary>Id of the sender.</summary>
    public string From => Sender.Id;

    /// <summary>Id of the recipient, or name of the group.</summary>
    public string To { get; } = to;

    /// <summary>The sender's own name for it, if it has one.</summary>
    public string? Reference { get; } = reference;

    /// <summary>Whether it was sent to a group.</summary>
    public bool IsToGroup { get; init; }

    /// <summary>The position of its record in the store.</summary>
    public long Position
    {
        get => Volatile.Read(ref _position);
        set => Volatile.Write(ref _position, value);
    }

    /// <summary>Number of deliveries to a connection of the recipient since the server started.</summary>
    public int Deliveries { get; private set; }

    /// <summary>When it was delivered last.</summary>
    public DateTimeOffset LastDelivered => new(Volatile.Read(ref _lastDelivered), TimeSpan.Zero);

    /// <summary>How it ended; <see langword="null"/> while it is unconfirmed.</summary>
    public MessageEnd? End => _end == 0 ? null : (MessageEnd)_end;

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt => new(Volatile.Read(ref _endedAt), TimeSpan.Zero);

    /// <summary>When it ended, in seconds since the tracker started. Guarded by the tracker's lock.</summary>
    internal int RememberedAt { get; set; }

    /// <summary>The next message in the list <see cref="RememberedMessages"/>.</summary>
    internal TrackedMessage? NextOfSender { get; set; }

    /// <summary>Records a delivery.</summary>
    /// <param name="time">When it was delivered.</param>
    internal void SetDelivered(DateTimeOffset time)
    {
        Deliveries++;
        Volatile.Write(ref _lastDelivered, time.UtcTicks);
    }

    /// <summary>Records that it has not ended after all. It may stay in the list of its sender, and is forgotten early then.</summary>
    internal void Reopen() => _end = 0;

    /// <summary>Records the end.</summary>
    /// <param name="end">How it ended.</param>
    /// <param name="time">When it ended.</param>
    internal void SetEnd(MessageEnd end, DateTimeOffset time)
    {
        Volatile.Write(ref _endedAt, time.UtcTicks);
        _end = (int)end;
    }
}
