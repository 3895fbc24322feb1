using System.ComponentModel;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>The command <c>hostile</c>: what well-behaved users notice while somebody attacks the server, and what it costs the server.</summary>
internal sealed class HostileRun(HostileOptions options, TextWriter output)
{
    private const int Pairs = 10;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    // Sessions end and the heap settles.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    private bool _held = true;

    /// <summary>Runs the scenarios, each against a server of its own.</summary>
    public async Task<bool> RunAsync()
    {
        output.WriteLine($"hostile: {Pairs} well-behaved pairs exchange {options.Rate} messages/s; each phase takes {options.Time.TotalSeconds} s; the server {(options.HasRates ? "limits" : "does not limit")} how fast a connection sends");
        foreach (string scenario in options.Scenarios)
        {
            switch (scenario)
            {
                case "half-lines":
                    await RunAsync(scenario, target => new HalfLines(target, Connections(5000))).ConfigureAwait(false);
                    break;
                case "flood":
                    await RunAsync("flood of HB", target => new Flood(target, "HB R")).ConfigureAwait(false);
                    await RunAsync("flood of Chat", target => new Flood(target, "Chat nobody Hello, is anybody there?")).ConfigureAwait(false);
                    await RunAsync("flood of Check", target => new Flood(target, "Check flooder secret")).ConfigureAwait(false);
                    break;
                case "connects":
                    await RunAsync(scenario, target => new Connects(target, options.Connections ?? 50_000)).ConfigureAwait(false);
                    break;
                case "login-storm":
                    await RunAsync(scenario, target => new LoginStorm(target, Connections(2000))).ConfigureAwait(false);
                    break;
            }
        }

        return _held;
    }

    private int Connections(int wanted)
    {
        int connections = options.Connections ?? wanted;
        int most = FileDescriptors.MaxConnections();
        if (connections <= most)
            return connections;
        output.WriteLine($"  {most:N0} connections instead of {connections:N0}: the limit of open files (ulimit -n) allows no more");
        return most;
    }

    private async Task RunAsync(string name, Func<LoadTarget, Attack> create)
    {
        output.WriteLine(name);
        using var workspace = new Workspace();
        workspace.Write(new ServerConfiguration { Store = StoreKind.Journal, HasRates = options.HasRates });
        using var server = new ServerProcess(workspace.ConfigurationFile, options.Server);
        try
        {
            await server.ReadyAsync().ConfigureAwait(false);
            var target = new LoadTarget { Name = name, EndPoint = server.EndPoint, Transport = WireTransport.Tcp };
            using Attack attack = create(target);
            await MeasureAsync(server, target, attack).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or Win32Exception or ServerFailedException)
        {
            Violate(e.Message);
        }

        if (!server.IsRunning)
            Violate("the server ended by itself");
        foreach (IGrouping<string, string> lines in server.Errors.GroupBy(LogLine.WithoutTime).Take(5))
            output.WriteLine($"  the server said {lines.Count()} times: {lines.Key}");
    }

    private async Task MeasureAsync(ServerProcess server, LoadTarget target, Attack attack)
    {
        using var pairs = new PairSet(target, Pairs, NumberedLine.Digits, role: "calm");
        await ExchangeAsync(pairs, WarmUp).ConfigureAwait(false);
        LatencyHistogram quiet = await ExchangeAsync(pairs, options.Time).ConfigureAwait(false);
        long before = ProcessUsage.Of(server.Id).Resident;

        LatencyHistogram attacked = await AttackAsync(attack, pairs).ConfigureAwait(false);
        string outcome = attack.Outcome;
        attack.Dispose();
        await ExchangeAsync(pairs, Rest).ConfigureAwait(false);
        pairs.Finish();
        if (target.Errors.Any)
            Violate($"well-behaved users: {target.Errors}");
        ProcessUsage after = ProcessUsage.Of(server.Id);

        output.WriteLine($"  quiet         p50 {Milliseconds(quiet, 0.5)}   p99 {Milliseconds(quiet, 0.99)}   longest {quiet.Longest / 1000.0:F2} ms");
        output.WriteLine($"  under attack  p50 {Milliseconds(attacked, 0.5)}   p99 {Milliseconds(attacked, 0.99)}   longest {attacked.Longest / 1000.0:F2} ms   p99 ratio {(double)attacked.Percentile(0.99) / Math.Max(1, quiet.Percentile(0.99)):F1}");
        output.WriteLine($"  memory        {Megabytes(before)} before, {Megabytes(after.PeakResident)} peak, {Megabytes(after.Resident)} after");
        output.WriteLine($"  {outcome}");
    }

    private async Task<LatencyHistogram> AttackAsync(Attack attack, PairSet pairs)
    {
        using var end = new CancellationTokenSource();
        await Task.Factory.StartNew(attack.Prepare, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        using var over = new CancellationTokenSource();
        Task attacking = Task.Factory.StartNew(() => Run(attack, over, end.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await ExchangeAsync(pairs, options.Time, over.Token).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await attacking.ConfigureAwait(false);
        }
    }

    // What is measured behind the end of an attack is quiet.
    private static void Run(Attack attack, CancellationTokenSource over, CancellationToken end)
    {
        try
        {
            attack.Run(end);
        }
        finally
        {
            over.Cancel();
        }
    }

    private Task<LatencyHistogram> ExchangeAsync(PairSet pairs, TimeSpan time, CancellationToken end = default)
        => Task.Factory.StartNew(
            () =>
            {
                var latencies = new LatencyHistogram();
                pairs.RunRate(options.Rate, time, latencies, end: end);
                return latencies;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Violate(string what)
    {
        if (ServerProcess.IsEnding)
            return;
        _held = false;
        output.WriteLine($"  VIOLATION {what}");
    }

    private static string Milliseconds(LatencyHistogram histogram, double share) => $"{histogram.Percentile(share) / 1000.0:F2} ms";

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";
}
