using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Workloads;

/// <summary><c>group</c>: one member of a group speaks, all others receive.</summary>
/// <param name="members">How many, the one who speaks included.</param>
/// <param name="window">Messages under way.</param>
/// <param name="textLength">Bytes of each text.</param>
/// <param name="confirms">Whether each member confirms each message.</param>
internal sealed class GroupWorkload(int members, int window, int textLength, bool confirms) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "group";

    private static readonly Column Deliveries = new("deliveries", "1/s", "deliveries/s");

    private Group? _group;

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws"]);
        int members = options.Number(arguments, "--members", 2, 20_000, 1000);
        int window = options.Number(arguments, "--window", 1, 1000, 1);
        int bytes = options.Number(arguments, "--bytes", NumberedLine.Digits, 3000, 32);
        bool confirms = options.Switch(arguments, "--confirm");
        if ((long)window * members > Group.MaxUnconfirmed)
            throw new UsageException($"--window times --members is at most {Group.MaxUnconfirmed:N0} deliveries under way.");
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [Deliveries, Column.ServerCpu, Column.LoadCpu, .. Column.Percentiles],
            Connections = members,
            Create = target => new GroupWorkload(members, window, bytes, confirms) { Target = target },
        };
    }

    /// <inheritdoc/>
    public override void Prepare() => _group = new Group(Target, members, textLength, confirms);

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        var times = new LatencyHistogram();
        long before = _group!.Delivered;
        var meter = new CpuMeter(Target);
        _group.Say(window, time, times);
        Figures figures = Figures.Of(Deliveries, meter.Read(_group.Delivered - before));
        Column.AddPercentiles(figures, times);
        _group.ConfirmAll();
        add("", figures);
    }

    /// <inheritdoc/>
    public override void Finish() => _group!.Finish();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _group?.Dispose();
        base.Dispose();
    }
}
