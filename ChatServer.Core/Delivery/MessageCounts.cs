using ChatServer.Core.Limits;

namespace ChatServer.Core.Delivery;

/// <summary>Counts messages by result since the start of the process, for metrics. No count ever decreases. Thread-safe.</summary>
public sealed class MessageCounts
{
    // Of each message.
    private const int DirectIndex = 0;
    private const int GroupIndex = 1;
    private const int DeliveredIndex = 2;
    private const int RedeliveredIndex = 3;
    private const int ConfirmedIndex = 4;

    private readonly ThreadCounters _counters = new(count: 5);
    private readonly long[] _results = new long[Enum.GetValues<SendResult>().Length];
    private readonly long[] _notAdmitted = new long[Enum.GetValues<AdmissionRefusal>().Length];
    private long _notices;
    private long _expired;
    private long _purged;
    private long _recalled;

    /// <summary>Messages to one user that were stored.</summary>
    public long Direct => _counters.Read(DirectIndex);

    /// <summary>Messages to groups that were stored. A message counts once, not per member.</summary>
    public long Group => _counters.Read(GroupIndex);

    /// <summary>Notices of the server that were stored.</summary>
    public long Notices => Volatile.Read(ref _notices);

    /// <summary>First deliveries to a connection. A message to a group counts for each member.</summary>
    public long Delivered => _counters.Read(DeliveredIndex);

    /// <summary>Deliveries of messages that another connection of the user may have received already.</summary>
    public long Redelivered => _counters.Read(RedeliveredIndex);

    /// <summary>Confirmations. A message to a group counts for each member.</summary>
    public long Confirmed => _counters.Read(ConfirmedIndex);

    /// <summary>Messages that expired. A message to a group counts for each member.</summary>
    public long Expired => Volatile.Read(ref _expired);

    /// <summary>Messages that an admin removed. A message to a group counts for each member.</summary>
    public long Purged => Volatile.Read(ref _purged);

    /// <summary>Messages that their senders recalled. A message to a group counts for each member.</summary>
    public long Recalled => Volatile.Read(ref _recalled);

    /// <summary>Number of messages that were not stored.</summary>
    /// <param name="result">The reason.</param>
    public long GetNotStored(SendResult result) => Volatile.Read(ref _results[(int)result]);

    /// <summary>Number of messages that were refused before they were sent.</summary>
    /// <param name="reason">The reason.</param>
    public long GetNotAdmitted(AdmissionRefusal reason) => Volatile.Read(ref _notAdmitted[(int)reason]);

    /// <summary>Counts a message that is refused before it is sent.</summary>
    /// <param name="reason">The reason.</param>
    public void AddNotAdmitted(AdmissionRefusal reason) => Interlocked.Increment(ref _notAdmitted[(int)reason]);

    /// <summary>Counts a message by its result.</summary>
    /// <param name="result">The result.</param>
    /// <param name="isToGroup">Whether it was sent to a group.</param>
    internal void AddSent(SendResult result, bool isToGroup)
    {
        if (result is SendResult.Delivering or SendResult.StoredForLater)
            _counters.Add(isToGroup ? GroupIndex : DirectIndex);
        else
            Interlocked.Increment(ref _results[(int)result]);
    }

    /// <summary>Counts a notice of the server.</summary>
    internal void AddNotice() => Interlocked.Increment(ref _notices);

    /// <summary>Counts deliveries.</summary>
    /// <param name="count">Number of deliveries.</param>
    /// <param name="again">How many of these may be repeated deliveries.</param>
    internal void AddDelivered(int count, int again)
    {
        if (count > again)
            _counters.Add(DeliveredIndex, count - again);
        if (again > 0)
            _counters.Add(RedeliveredIndex, again);
    }

    /// <summary>Counts confirmations.</summary>
    /// <param name="count">Number of messages.</param>
    internal void AddConfirmed(int count) => _counters.Add(ConfirmedIndex, count);

    /// <summary>Counts messages that expired.</summary>
    /// <param name="count">Number of messages.</param>
    internal void AddExpired(int count) => Interlocked.Add(ref _expired, count);

    /// <summary>Counts messages that an admin removed.</summary>
    /// <param name="count">Number of messages.</param>
    internal void AddPurged(int count) => Interlocked.Add(ref _purged, count);

    /// <summary>Counts messages that their senders recalled.</summary>
    /// <param name="count">Number of messages.</param>
    internal void AddRecalled(int count) => Interlocked.Add(ref _recalled, count);
}

/// <summary>Why a message is refused before it is sent.</summary>
public enum AdmissionRefusal
{
    /// <summary>Its text is too long.</summary>
    TextTooLong,

    /// <summary>Its sender exceeds the message rate.</summary>
    Rate,
}
