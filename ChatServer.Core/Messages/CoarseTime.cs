namespace ChatServer.Core.Messages;

/// <summary>
/// A cheap clock: it reads the exact system time only when the coarse tick counter has advanced. Its error is at most one system tick,
/// 1 to 16 ms. Thread-safe.
/// </summary>
public sealed class CoarseTime : TimeProvider
{
    private long _tick = long.MinValue;

    // In units of 100 ns. Written before the tick, so that a thread that sees the new tick sees this offset or a newer one.
    private long _offset;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1000;

    /// <inheritdoc/>
    public override long GetTimestamp() => Environment.TickCount64;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        long tick = Environment.TickCount64;
        if (tick == Volatile.Read(ref _tick))
            return new DateTimeOffset((tick * TimeSpan.TicksPerMillisecond) + Volatile.Read(ref _offset), TimeSpan.Zero);
        DateTimeOffset now = System.GetUtcNow();
        Volatile.Write(ref _offset, now.UtcTicks - (tick * TimeSpan.TicksPerMillisecond));
        Volatile.Write(ref _tick, tick);
        return now;
    }
}
