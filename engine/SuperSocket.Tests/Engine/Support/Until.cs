using System.Diagnostics;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>Waits for a condition, with a deadline that only a broken engine reaches.</summary>
public static class Until
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    public static async Task True(Func<bool> condition, string expectation)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Deadline)
                throw new TimeoutException($"Waited in vain until {expectation}.");
            await Task.Delay(2);
        }
    }

    public static Task Equal<T>(Func<T> value, T expected)
        => True(() => EqualityComparer<T>.Default.Equals(value(), expected), $"the value is {expected}; it is {value()}");
}
