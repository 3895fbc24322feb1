namespace ChatServer.Tests.Kit;

/// <summary>A clock that a test turns.</summary>
public sealed class FakeTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private TimeSpan _passed;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Turns it.</summary>
    public void Pass(TimeSpan time) => _passed += time;

    /// <summary>Turns it.</summary>
    public void PassSeconds(double seconds) => Pass(TimeSpan.FromSeconds(seconds));

    /// <inheritdoc/>
    public override long GetTimestamp() => _passed.Ticks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + _passed;
}
