using System.Diagnostics;

namespace TestKit;

/// <summary>The end of a wait, measured from the creation of the object.</summary>
/// <param name="seconds">Duration of the wait in seconds.</param>
public sealed class Deadline(double seconds = Deadline.DefaultSeconds)
{
    /// <summary>Much longer than any expected wait, even on a machine with a load of 20.</summary>
    public const double DefaultSeconds = 60;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>The default as a time span.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(DefaultSeconds);

    /// <summary>The time that is left; zero after the deadline.</summary>
    public TimeSpan Left => TimeSpan.FromSeconds(Math.Max(0, seconds - Stopwatch.GetElapsedTime(_start).TotalSeconds));

    /// <summary>Whether it has passed.</summary>
    public bool IsOver => Left == TimeSpan.Zero;
}
