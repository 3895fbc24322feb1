namespace ChatServer.Core.Limits;

/// <summary>A <see cref="RateMeter"/> for several connections. Thread-safe.</summary>
internal sealed class SharedRateMeter
{
    private readonly Lock _lock = new();
    private RateMeter _meter;

    /// <summary>Takes tokens for operations that have happened already.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="count">Number of operations; at most one burst.</param>
    /// <returns>How many milliseconds too early the operations came; 0 if they were within the rate.</returns>
    public long Take(Rate rate, long now, int count)
    {
        lock (_lock)
            return _meter.Take(rate, now, count);
    }

    /// <summary>Whether the bucket is full, like a new one.</summary>
    /// <param name="now">The current time, in milliseconds.</param>
    public bool IsFull(long now)
    {
        lock (_lock)
            return _meter.IsFull(now);
    }
}
