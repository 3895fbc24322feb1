using System.Diagnostics;
using NUnit.Framework;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Waits for what a test expects.</summary>
internal static class Wait
{
    /// <summary>The deadline of everything that a test waits for. Far more than needed: the machine may be busy.</summary>
    public static TimeSpan Deadline { get; } = TimeSpan.FromSeconds(60);

    /// <summary>Fails if a condition is not met before the deadline.</summary>
    public static void Until(Func<bool> condition, string expected)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
                Assert.Fail($"Not so in time: {expected}.");
            Thread.Sleep(10);
        }
    }
}
