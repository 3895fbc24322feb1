namespace ChatServer.Core.Limits;

/// <summary>A rate limit: operations per second in the long run, and a burst. Immutable, so that many meters can share one object.</summary>
public sealed class Rate
{
    private const long NanosecondsOfSecond = 1_000_000_000;

    /// <summary>Creates a rate.</summary>
    /// <param name="perSecond">Operations per second in the long run; 0 for no limit.</param>
    /// <param name="burst">Operations that are allowed at once after a pause that is long enough; at least 1.</param>
    public Rate(int perSecond, int burst)
        : this(perSecond, burst, NanosecondsOfSecond)
    {
    }

    private Rate(int count, int burst, long period)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        PerSecond = count;
        Interval = count == 0 ? 0 : period / count;
        Tolerance = Interval * burst;
    }

    /// <summary>Creates a rate per hour.</summary>
    /// <param name="count">Operations per hour in the long run; 0 for no limit.</param>
    /// <param name="burst">Operations that are allowed at once; 1 to 1,000,000.</param>
    public static Rate PerHour(int count, int burst) => new(count, burst, 3600 * NanosecondsOfSecond);

    /// <summary>Operations per second; 0 for no limit.</summary>
    public int PerSecond { get; }

    /// <summary>Whether there is no limit. Then callers need not read the clock.</summary>
    public bool IsOff => PerSecond == 0;

    /// <summary>Time that one operation takes at this rate, in nanoseconds.</summary>
    internal long Interval { get; }

    /// <summary>Time that a whole burst takes at this rate, in nanoseconds.</summary>
    internal long Tolerance { get; }
}
