namespace ChatServer.Core.Limits;

/// <summary>
/// Measures the operations of one client against a <see cref="Rate"/>. It is a token bucket, stored as the time at which it is full again (the generic cell
/// rate algorithm, ITU-T I.371). The default value is a full bucket. If the rate changes, a debt counts for at most two bursts of the new rate.
/// Not thread-safe. Times are those of <see cref="Environment.TickCount64"/>.
/// </summary>
public struct RateMeter
{
    private const long NanosecondsOfMillisecond = 1_000_000;

    private long _full;

    /// <summary>Takes tokens if there are enough. A refused call takes none.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="wait">If there are too few tokens: how many milliseconds to wait until there are enough.</param>
    /// <param name="count">Number of tokens, all or none. A full bucket is enough for any number.</param>
    /// <returns>Whether the tokens were taken.</returns>
    public bool TryTake(Rate rate, long now, out long wait, int count = 1)
    {
        long full = Next(rate, now, count);
        wait = Excess(rate, now, full);
        if (wait > 0)
            return false;
        _full = full;
        return true;
    }

    /// <summary>
    /// Takes tokens for operations that have happened already. The debt is limited to the time of one burst. Without this limit, the debt of a meter that
    /// several clients share would grow forever.
    /// </summary>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="count">Number of operations; at most one burst.</param>
    /// <returns>How many milliseconds too early the operations came; 0 if they were within the rate.</returns>
    public long Take(Rate rate, long now, int count = 1)
    {
        _full = Math.Min(Next(rate, now, count), MaxFull(rate, now));
        return Excess(rate, now, _full);
    }

    /// <summary>How many milliseconds to wait for one token; 0 if there is one now. Takes nothing.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    public readonly long WaitFor(Rate rate, long now) => Excess(rate, now, Next(rate, now, 1));

    /// <summary>Whether the bucket is full, like a new one.</summary>
    /// <param name="now">The current time, in milliseconds.</param>
    public readonly bool IsFull(long now) => _full <= now * NanosecondsOfMillisecond;

    // A debt from a slower rate would otherwise last for hours after the rate was raised.
    private readonly long Next(Rate rate, long now, int count)
        => Math.Clamp(_full, now * NanosecondsOfMillisecond, MaxFull(rate, now)) + Math.Min(rate.Interval * count, rate.Tolerance);

    private static long MaxFull(Rate rate, long now) => (now * NanosecondsOfMillisecond) + (2 * rate.Tolerance);

    // Rounded up, so that a client that waits this long is not refused again.
    private static long Excess(Rate rate, long now, long full)
    {
        long excess = full - rate.Tolerance - (now * NanosecondsOfMillisecond);
        return excess <= 0 ? 0 : (excess + NanosecondsOfMillisecond - 1) / NanosecondsOfMillisecond;
    }
}
