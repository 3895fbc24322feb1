namespace ChatServer.Messages;

/// <summary>
/// The system's time, read anew only when its coarse clock has moved on, which costs less than a read of the exact one: at most one tick of the
/// system old, 1 to 16 ms. Thread-safe.
/// </summary>
public sealed class CoarseTime : TimeProvider
{
    private Reading _last = new(long.MinValue, default);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        Reading last = Volatile.Read(ref _last);
        long tick = Environment.TickCount64;
        if (tick == last.Tick)
            return last.Time;
        last = new Reading(tick, System.GetUtcNow());
        Volatile.Write(ref _last, last);
        return last.Time;
    }

    private sealed record Reading(long Tick, DateTimeOffset Time);
}
