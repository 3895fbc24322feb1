namespace ChatServer.Core.Limits;

/// <summary>A <see cref="RateMeter"/> for several connections. Thread-safe.</summary>
internal sealed class SharedRateMeter
{
    private readonly Lock _lock = new();
    private RateMeter _meter;

    /// <summary>Takes what has happened already.</summary>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="count">How many; a burst at most.</param>
    /// <returns>How many milliseconds too early it came.</returns>
    public long Take(Rate rate, long now, int count)
    {
        lock (_lock)
            return _meter.Take(rate, now, count);
    }

    /// <summary>Whether the bucket is full, as a new one is.</summary>
    /// <param name="now">Now, in milliseconds.</param>
    public bool IsFull(long now)
    {
        lock (_lock)
            return _meter.IsFull(now);
    }
}
