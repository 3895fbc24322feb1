namespace SuperSocket.SocketEngine;

/// <summary>Lets at most one log line a second through: a flood of packets must not be a flood of the log. Thread-safe.</summary>
internal sealed class LogThrottle
{
    private const int Interval = 1000;

    private long _count;
    private long _lastPass = Environment.TickCount64 - Interval;

    /// <summary>How often something happened.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>Counts.</summary>
    /// <returns>Whether to write a line about it.</returns>
    public bool Add()
    {
        Interlocked.Increment(ref _count);
        long now = Environment.TickCount64;
        long last = Volatile.Read(ref _lastPass);
        return now - last >= Interval && Interlocked.CompareExchange(ref _lastPass, now, last) == last;
    }
}
