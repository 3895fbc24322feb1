using System.Diagnostics;
using NUnit.Framework;

namespace SuperSocket.Tests.Net;

// Waits for what is expected, with a deadline that a loaded machine keeps too.
internal static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task True(Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
                Assert.Fail($"Not within {Deadline.TotalSeconds} s: {what}");
            await Task.Delay(5);
        }
    }
}
