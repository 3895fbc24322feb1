namespace ChatServer.Limits;

/// <summary>So many a second, and so many at once. Immutable, so that all who are measured by it share it.</summary>
public sealed class Rate
{
    private const long NanosecondsOfSecond = 1_000_000_000;

    /// <summary>Makes a rate.</summary>
    /// <param name="perSecond">How many a second for ever; 0 for no limit.</param>
    /// <param name="burst">How many at once, after a pause that was long enough; at least 1.</param>
    public Rate(int perSecond, int burst)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(perSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(burst, 1);
        PerSecond = perSecond;
        Interval = perSecond == 0 ? 0 : NanosecondsOfSecond / perSecond;
        Tolerance = Interval * burst;
    }

    /// <summary>How many a second; 0 for no limit.</summary>
    public int PerSecond { get; }

    /// <summary>Whether there is no limit: then nobody needs to look at a clock.</summary>
    public bool IsOff => PerSecond == 0;

    /// <summary>What one takes, in nanoseconds.</summary>
    internal long Interval { get; }

    /// <summary>What a burst takes, in nanoseconds.</summary>
    internal long Tolerance { get; }
}
