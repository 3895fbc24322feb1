using System.Globalization;

namespace ChatServer.Benchmarks.Load;

/// <summary>A figure that a workload reports.</summary>
/// <param name="Name">Its name in JSON, which never changes.</param>
/// <param name="Unit">Its unit: <c>1/s</c>, <c>us</c>, <c>ms</c>, <c>B</c>, <c>%</c>, or empty for a number of something.</param>
/// <param name="Title">Its name in tables.</param>
/// <param name="Decimals">Digits behind the point in tables.</param>
internal sealed record Column(string Name, string Unit, string Title, int Decimals = 0)
{
    /// <summary>CPU time of the server for each of what is counted.</summary>
    public static readonly Column ServerCpu = new("serverCpu", "us", "server CPU each, µs", 2);

    /// <summary>CPU time of the load generator for each of what is counted.</summary>
    public static readonly Column LoadCpu = new("loadCpu", "us", "load CPU each, µs", 2);

    /// <summary>Messages that came to their recipients.</summary>
    public static readonly Column Messages = new("messages", "1/s", "messages/s");

    /// <summary>Percentiles of a time.</summary>
    public static readonly IReadOnlyList<Column> Percentiles =
        [new("p50", "us", "p50 µs"), new("p90", "us", "p90 µs"), new("p99", "us", "p99 µs"), new("p999", "us", "p99.9 µs"), new("max", "us", "max µs")];

    private static readonly double[] Shares = [0.5, 0.9, 0.99, 0.999, 1];

    /// <summary>Writes a value for people.</summary>
    public string Format(double? value) => value?.ToString($"N{Decimals}", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>Adds the percentiles of a histogram to figures.</summary>
    public static void AddPercentiles(Figures figures, LatencyHistogram histogram)
    {
        for (int i = 0; i < Shares.Length; i++)
            figures[Percentiles[i]] = histogram.Percentile(Shares[i]);
    }
}

/// <summary>What one round of one row came to.</summary>
internal sealed class Figures : Dictionary<Column, double>
{
    /// <summary>What a meter read, as far as it could.</summary>
    public static Figures Of(Column rate, CpuMeter.Reading reading)
    {
        var figures = new Figures { [rate] = reading.PerSecond, [Column.LoadCpu] = reading.LoadMicroseconds };
        if (reading.ServerMicroseconds is double cpu)
            figures[Column.ServerCpu] = cpu;
        return figures;
    }
}
