using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Workloads;

/// <summary><c>relay</c>: pairs send messages as fast as the server relays them; each receiver confirms each message.</summary>
/// <param name="pairs">How many pairs.</param>
/// <param name="window">Messages under way for each.</param>
/// <param name="textLength">Bytes of each text.</param>
/// <param name="hasReceipts">Whether a message is under way until its receipt has come, too.</param>
internal sealed class RelayWorkload(int pairs, int window, int textLength, bool hasReceipts) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "relay";

    // With more at once the datagrams of all pairs are more than the system keeps for the server's one socket.
    private const int NormalLossyWindow = 8;

    private PairSet? _pairs;

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws", "udp"], store: "both");
        int pairs = options.Number(arguments, "--pairs", 1, 4000, 50);
        int window = options.Number(arguments, "--window", 1, 10_000, options.Transport.IsLossy ? NormalLossyWindow : 64);
        int bytes = options.Number(arguments, "--bytes", NumberedLine.Digits, 3000, 32);
        bool receipts = options.Switch(arguments, "--receipts");
        if (receipts && options.Transport.IsLossy)
            throw new UsageException("--receipts is not for udp, where each message is answered anyway.");
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [Column.Messages, Column.ServerCpu, Column.LoadCpu],
            Connections = 2 * pairs,
            Create = target => new RelayWorkload(pairs, window, bytes, receipts) { Target = target },
            Configuration = ServerConfiguration.WithRoomFor(window, (long)window * pairs, bytes),
        };
    }

    /// <inheritdoc/>
    public override void Prepare() => _pairs = new PairSet(Target, pairs, textLength, hasReceipts);

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        var meter = new CpuMeter(Target);
        long before = _pairs!.Delivered;
        _pairs.RunWindow(window, time);
        CpuMeter.Reading reading = meter.Read(_pairs.Delivered - before);
        _pairs.Drain();
        add("", Figures.Of(Column.Messages, reading));
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
