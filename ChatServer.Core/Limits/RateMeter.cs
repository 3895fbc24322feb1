namespace ChatServer.Core.Limits;

/// <summary>
/// Measures one client by a <see cref="Rate"/>: a bucket of tokens, kept as the time at which it is full again (the generic cell rate
/// algorithm, ITU-T I.371). Its default value is a full bucket. Not thread-safe. Times are those of <see cref="Environment.TickCount64"/>.
/// </summary>
public struct RateMeter
{
    private const long NanosecondsOfMillisecond = 1_000_000;

    private long _full;

    /// <summary>Takes one, if there is one. A refused one costs nothing.</summary>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="wait">After how many milliseconds there is one, if there is none now.</param>
    /// <param name="count">Take so many, or none; a whole burst is always enough.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(Rate rate, long now, out long wait, int count = 1)
    {
        long full = Next(rate, now, count);
        wait = Excess(rate, now, full);
        if (wait > 0)
            return false;
        _full = full;
        return true;
    }

    /// <summary>Takes what has happened already. Nobody is ever earlier than a burst takes: the clients of a shared meter would owe more and more.</summary>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="count">How many; a burst at most.</param>
    /// <returns>How many milliseconds too early it came.</returns>
    public long Take(Rate rate, long now, int count = 1)
    {
        _full = Math.Min(Next(rate, now, count), (now * NanosecondsOfMillisecond) + (2 * rate.Tolerance));
        return Excess(rate, now, _full);
    }

    /// <summary>After how many milliseconds there is one; 0 if there is one now. Takes nothing.</summary>
    /// <param name="rate">The rate; always the same.</param>
    /// <param name="now">Now, in milliseconds.</param>
    public readonly long WaitFor(Rate rate, long now) => Excess(rate, now, Next(rate, now, 1));

    /// <summary>Whether the bucket is full, as a new one is.</summary>
    /// <param name="now">Now, in milliseconds.</param>
    public readonly bool IsFull(long now) => _full <= now * NanosecondsOfMillisecond;

    private readonly long Next(Rate rate, long now, int count) => Math.Max(_full, now * NanosecondsOfMillisecond) + Math.Min(rate.Interval * count, rate.Tolerance);

    // Rounded up: whoever waits for so long is not refused again.
    private static long Excess(Rate rate, long now, long full)
    {
        long excess = full - rate.Tolerance - (now * NanosecondsOfMillisecond);
        return excess <= 0 ? 0 : (excess + NanosecondsOfMillisecond - 1) / NanosecondsOfMillisecond;
    }
}
