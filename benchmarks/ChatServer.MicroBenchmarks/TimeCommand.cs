using System.Diagnostics;
using System.Globalization;

namespace ChatServer.MicroBenchmarks;

/// <summary>
/// Times one operation run by run and prints the fastest ones. The fastest percent is stable also on a busy machine, where averages are not: other
/// processes make some runs slower, but none faster.
/// </summary>
internal static class TimeCommand
{
    private const int MaxRuns = 1 << 22;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <summary>Runs the command.</summary>
    /// <param name="options">Name of the operation; then how many seconds to measure, 1 to 60, default 4.</param>
    /// <param name="output">Gets the figures.</param>
    /// <param name="error">Gets what is wrong with the options.</param>
    /// <returns>0 if the operation was measured, otherwise 2.</returns>
    public static async Task<int> RunAsync(string[] options, TextWriter output, TextWriter error)
    {
        double seconds = 4;
        if (options is not [var name, ..] || !OperationCatalog.Names.Contains(name)
            || (options is [_, var text] && !(double.TryParse(text, out seconds) && seconds is >= 1 and <= 60)) || options.Length > 2)
        {
            error.WriteLine($"time OPERATION [SECONDS], with one of: {string.Join(", ", OperationCatalog.Names)}");
            return 2;
        }

        await using Operation operation = OperationCatalog.Create(name);
        _ = Measure(operation, WarmUp);
        List<long> times = Measure(operation, TimeSpan.FromSeconds(seconds));
        times.Sort();
        output.WriteLine(
            $"{name}: {times.Count} runs; ns for one: fastest {At(times, 0)}, 1 % {At(times, 0.01)}, 10 % {At(times, 0.1)}, median {At(times, 0.5)}");
        return 0;
    }

    private static List<long> Measure(Operation operation, TimeSpan duration)
    {
        var times = new List<long>(MaxRuns);
        for (long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency); times.Count < MaxRuns;)
        {
            long start = Stopwatch.GetTimestamp();
            if (start >= end)
                break;
            operation.Run();
            times.Add(Stopwatch.GetTimestamp() - start);
        }

        return times;
    }

    private static string At(List<long> sorted, double share)
        => (sorted[(int)(share * (sorted.Count - 1))] * (1e9 / Stopwatch.Frequency)).ToString("N0", CultureInfo.InvariantCulture);
}
