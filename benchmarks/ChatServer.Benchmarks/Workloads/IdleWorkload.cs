using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary><c>idle</c>: what users cost who are logged in and silent.</summary>
/// <param name="users">How many, at the last of the steps.</param>
internal sealed class IdleWorkload(int users) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "idle";

    private const int Steps = 4;

    // What ends sessions that say nothing, less the time for the logins: of our own servers, of the shipped one, and there over UDP.
    private const int MaxSilence = 1500;
    private const int MaxSilenceOverUdp = 50;
    private static readonly Column Memory = new("memory", "B", "server memory each, bytes");
    private static readonly Column Cpu = new("idleCpu", "%", "server CPU while idle, % of a core", 2);

    private readonly List<WireConnection> _connections = [];
    private long _before;

    private long Resident => Target.ProcessId is int id ? ProcessUsage.Of(id).Resident : 0;

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws", "udp"], rounds: 1);
        int users = options.Number(arguments, "--users", 1, 100_000, 10_000);
        bool isShort = options.Host != null && options.Transport.IsLossy;
        int longest = (isShort ? MaxSilenceOverUdp : MaxSilence) / (Steps + options.Rounds - 1);
        if (options.Time.TotalSeconds > longest)
            throw new UsageException($"--seconds is at most {longest} here: the first users are silent in {Steps + options.Rounds - 1} turns, and the server ends who is silent for too long.");
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [Memory, Cpu],
            Connections = users,
            Create = target => new IdleWorkload(users) { Target = target },
        };
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
        // What the first connection of all needs is no matter of each.
        _connections.Add(Crowd.LogIn(Target, Target.Id("first")));
        _before = Resident;
    }

    /// <inheritdoc/>
    public override void WarmUp(TimeSpan time)
    {
    }

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        for (int step = 1; step <= Steps; step++)
        {
            int first = _connections.Count;
            int more = (int)((long)users * step / Steps) - first;

            // In later rounds all are there.
            if (more <= 0 && step < Steps)
                continue;
            if (more > 0)
                _connections.AddRange(new Crowd(Target).LogIn([.. Enumerable.Range(first, more).Select(i => Target.Id("idle", i))]));
            var meter = new CpuMeter(Target);
            Target.Progress.Show($"{Target.Name}: {_connections.Count:N0} are silent");
            // Not a wait for anything: the CPU of this time is what is measured.
            Thread.Sleep(time);
            var figures = new Figures();
            if (meter.Read(1).ServerPercent is double percent)
            {
                figures[Cpu] = percent;
                figures[Memory] = (Resident - _before) / (double)Math.Max(1, _connections.Count - 1);
            }

            add($"{_connections.Count:N0} users", figures);
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        int missing = RollCall.CountMissing(Target, _connections);
        if (missing > 0)
            Target.Errors.Add($"{missing:N0} of {_connections.Count:N0} users were no longer logged in");
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connections.ForEach(connection => connection.Dispose());
        base.Dispose();
    }
}
