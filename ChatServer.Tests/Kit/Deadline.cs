using System.Diagnostics;

namespace ChatServer.Tests.Kit;

/// <summary>How long a test waits for what must happen, before it says that it did not.</summary>
public sealed class Deadline(double seconds = Deadline.DefaultSeconds)
{
    /// <summary>Far more than anything takes, also on a machine with a load of 20.</summary>
    public const double DefaultSeconds = 60;

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>What is left.</summary>
    public TimeSpan Left => TimeSpan.FromSeconds(Math.Max(0, seconds - Stopwatch.GetElapsedTime(_start).TotalSeconds));

    /// <summary>Whether it has passed.</summary>
    public bool IsOver => Left == TimeSpan.Zero;
}
