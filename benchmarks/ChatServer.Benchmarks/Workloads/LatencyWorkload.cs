using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Workloads;

/// <summary><c>latency</c>: pairs send messages at a fixed schedule; how long each took from the moment for which it was scheduled.</summary>
/// <param name="pairs">How many pairs.</param>
/// <param name="rate">Messages per second, of all pairs.</param>
/// <param name="textLength">Bytes of each text.</param>
internal sealed class LatencyWorkload(int pairs, int rate, int textLength) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "latency";

    private PairSet? _pairs;

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws", "udp"]);
        int pairs = options.Number(arguments, "--pairs", 1, 4000, 50);
        int rate = options.Number(arguments, "--rate", 1, 1_000_000, 5000);
        int bytes = options.Number(arguments, "--bytes", NumberedLine.Digits, 3000, 32);
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [.. Column.Percentiles, Column.Messages, Column.ServerCpu, Column.LoadCpu],
            Connections = 2 * pairs,
            Create = target => new LatencyWorkload(pairs, rate, bytes) { Target = target },
        };
    }

    /// <inheritdoc/>
    public override void Prepare() => _pairs = new PairSet(Target, pairs, textLength);

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        var latencies = new LatencyHistogram();
        var meter = new CpuMeter(Target);
        _pairs!.RunRate(rate, time, latencies);
        Figures figures = Figures.Of(Column.Messages, meter.Read(latencies.Count));
        Column.AddPercentiles(figures, latencies);
        add("", figures);
    }

    /// <inheritdoc/>
    public override void Finish() => _pairs!.Finish();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _pairs?.Dispose();
        base.Dispose();
    }
}
