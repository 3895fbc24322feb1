using System.Diagnostics;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary><c>login</c>: users connect and log in with their passwords, again and again; their accounts exist, and the server has verified each password before.</summary>
/// <param name="users">How many.</param>
/// <param name="concurrency">Logins under way.</param>
internal sealed class LoginWorkload(int users, int concurrency) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "login";

    private static readonly Column Logins = new("logins", "1/s", "logins/s");

    private string[] _users = [];

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws", "udp"]);
        int users = options.Number(arguments, "--users", 1, 100_000, 2000);
        int concurrency = options.Number(arguments, "--concurrency", 1, 1000, 8);
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [Logins, .. Column.Percentiles, Column.ServerCpu, Column.LoadCpu],
            Connections = users,
            Create = target => new LoginWorkload(users, concurrency) { Target = target },
            Configuration = new ServerConfiguration { HasAccounts = true },
        };
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
        _users = [.. Enumerable.Range(0, users).Select(i => Target.Id("u", i))];
        LogIn(null);
    }

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        var times = new LatencyHistogram();
        var meter = new CpuMeter(Target);
        long start = Stopwatch.GetTimestamp();
        do
            LogIn(times);
        while (Stopwatch.GetElapsedTime(start) < time);
        Figures figures = Figures.Of(Logins, meter.Read(times.Count));
        Column.AddPercentiles(figures, times);
        add("", figures);
    }

    /// <inheritdoc/>
    public override void Finish()
    {
    }

    private void LogIn(LatencyHistogram? times)
    {
        WireConnection[] connections = new Crowd(Target, concurrency) { Times = times }.LogIn(_users);
        foreach (WireConnection connection in connections)
        {
            // Our end would keep its port for a minute.
            connection.ResetAtEnd();
            connection.Dispose();
        }
    }
}
