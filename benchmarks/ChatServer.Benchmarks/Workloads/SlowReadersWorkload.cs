using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>
/// <c>slow-readers</c>: what well-behaved users notice of users who do not read while messages for them pour in; these come back at the end, and must get everything.
/// </summary>
internal sealed class SlowReadersWorkload(int readers, int pourRate, int rate, int textLength) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "slow-readers";

    private const int Pairs = 10;
    private const int MaxMessages = 1_000_000;
    private static readonly Column Memory = new("memory", "B", "server memory, peak, bytes");
    private static readonly Column Disconnected = new("disconnected", "", "slow readers disconnected");

    private PairSet? _pairs;

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws"], store: "journal");
        int users = options.Number(arguments, "--users", 1, 10_000, 200);
        int pour = options.Number(arguments, "--pour", 1, 1_000_000, 20_000);
        int rate = options.Number(arguments, "--rate", 1, 100_000, 500);
        int bytes = options.Number(arguments, "--bytes", NumberedLine.Digits, 3000, 200);
        if (pour * options.Time.TotalSeconds > MaxMessages)
            throw new UsageException($"--pour times --seconds is at most {MaxMessages:N0} messages.");
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [.. Column.Percentiles, Column.Messages, Column.LoadCpu, Memory, Disconnected],
            Connections = users + (2 * Pairs) + 1,
            Create = target => new SlowReadersWorkload(users, pour, rate, bytes) { Target = target },
            Configuration = ServerConfiguration.WithRoomFor(MaxMessages, 2 * MaxMessages, bytes),
        };
    }

    /// <inheritdoc/>
    public override void Prepare() => _pairs = new PairSet(Target, Pairs, NumberedLine.Digits);

    /// <inheritdoc/>
    public override void WarmUp(TimeSpan time) => Run(time, meanwhile: null);

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        add("quiet", Run(time, meanwhile: null));
        using var slow = new SlowReaders(Target, readers, pourRate, textLength);
        Figures figures = Run(time, slow.Pour);
        figures[Disconnected] = slow.CountEnded();
        add("beside slow readers", figures);
        slow.ComeBack();
    }

    /// <inheritdoc/>
    public override void Finish() => _pairs!.Finish();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _pairs?.Dispose();
        base.Dispose();
    }

    private Figures Run(TimeSpan time, Action? meanwhile)
    {
        int? process = Target.ProcessId is int id && ProcessUsage.TryResetPeak(id) ? id : null;
        var latencies = new LatencyHistogram();
        var meter = new CpuMeter(Target);
        _pairs!.RunRate(rate, time, latencies, meanwhile);
        CpuMeter.Reading reading = meter.Read(latencies.Count);
        var figures = new Figures { [Column.Messages] = reading.PerSecond, [Column.LoadCpu] = reading.LoadMicroseconds };
        if (process != null)
            figures[Memory] = ProcessUsage.Of(process.Value).PeakResident;
        Column.AddPercentiles(figures, latencies);
        return figures;
    }
}
