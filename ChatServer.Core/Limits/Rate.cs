namespace ChatServer.Core.Limits;

/// <summary>So many a second, and so many at once. Immutable, so that all who are measured by it share it.</summary>
public sealed class Rate
{
    private const long NanosecondsOfSecond = 1_000_000_000;

    /// <summary>Makes a rate.</summary>
    /// <param name="perSecond">How many a second for ever; 0 for no limit.</param>
    /// <param name="burst">How many at once, after a pause that was long enough; at least 1.</param>
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

    /// <summary>Makes a rate that is counted by the hour.</summary>
    /// <param name="count">How many an hour in the long run; 0 for no limit.</param>
    /// <param name="burst">How many at once; 1 to 1,000,000.</param>
    public static Rate PerHour(int count, int burst) => new(count, burst, 3600 * NanosecondsOfSecond);

    /// <summary>How many a second; 0 for no limit.</summary>
    public int PerSecond { get; }

    /// <summary>Whether there is no limit: then nobody needs to look at a clock.</summary>
    public bool IsOff => PerSecond == 0;

    /// <summary>What one takes, in nanoseconds.</summary>
    internal long Interval { get; }

    /// <summary>What a burst takes, in nanoseconds.</summary>
    internal long Tolerance { get; }
}
