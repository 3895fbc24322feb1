using System.ComponentModel;
using System.Globalization;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Growth;

/// <summary>
/// The command <c>growth --nodes</c>: what the same work costs when more servers share a database. Each number of servers has a database of its own; all run
/// side by side and are measured in turns.
/// </summary>
internal sealed class NodesRun(GrowthOptions options, TextWriter output, Progress progress)
{
    private const int Pairs = 50;
    private const int Window = 64;
    private const int TextLength = 32;

    private static readonly Column ServersCpu = new("serversCpu", "us", "servers' CPU each, µs", 1);
    private static readonly Column DatabaseCpu = new("databaseCpu", "us", "database's CPU each, µs", 1);
    private static readonly Column PerCommit = new("perCommit", "", "records per commit", 1);
    private static readonly Column[] Columns = [Column.Messages, ServersCpu, DatabaseCpu, PerCommit, Column.LoadCpu, .. Column.Percentiles];

    /// <summary>Measures, and writes a table in Markdown.</summary>
    /// <returns>Whether nothing went wrong.</returns>
    public async Task<bool> RunAsync()
    {
        var report = new LoadReport("growth", "tcp", new Dictionary<string, string>(), Columns);
        List<(string Name, OwnCluster Cluster)> clusters = [];
        var all = new List<PairSet>();
        try
        {
            // Another server is measured beside ours, not instead of it: that shows what a change of the program changes.
            string?[] programs = options.Server == null ? [null] : [null, options.Server];
            foreach ((int nodes, string? program) in options.Nodes.SelectMany(nodes => programs.Select(program => (nodes, program))))
            {
                string name = $"{Row(nodes)}{(program == null ? "" : " of --server")}";
                ServerConfiguration configuration = ServerConfiguration.WithRoomFor(Window, Pairs * Window, TextLength) with { HasLoginRate = false };
                var cluster = new OwnCluster(nodes, configuration, program);
                clusters.Add((name, cluster));
                await cluster.StartAsync().ConfigureAwait(false);
                all.Add(new PairSet(cluster.Target(name, progress), Pairs, TextLength, hasReceipts: true));
                if (options.WarmUp > TimeSpan.Zero)
                    all[^1].RunWindow(Window, options.WarmUp);
                all[^1].Drain();
            }

            for (int round = 0; round < options.Rounds; round++)
            {
                for (int i = 0; i < clusters.Count; i++)
                {
                    Measure(report, clusters[i].Name, clusters[i].Cluster, all[i]);
                    MeasureLatency(report, clusters[i].Name, clusters[i].Cluster, all[i]);
                }
            }

            all.ForEach(pairs => pairs.Finish());
        }
        catch (Exception e) when (e is IOException or Win32Exception or ServerFailedException or InvalidOperationException)
        {
            report.Errors.Add(e.Message);
        }
        finally
        {
            progress.Clear();
            foreach (string line in clusters.SelectMany(cluster => cluster.Cluster.Errors).Take(20))
                output.WriteLine($"a server said: {line}");
            all.ForEach(pairs => pairs.Dispose());
            clusters.ForEach(cluster => cluster.Cluster.Dispose());
        }

        if (ServerProcess.IsEnding)
            return false;
        output.WriteLine($"Servers with one database: {options.Rounds} rounds of {options.Time.TotalSeconds} s for each figure");
        report.Write(output);
        return !report.Errors.Any;
    }

    private static string Row(int nodes) => string.Create(CultureInfo.InvariantCulture, $"{nodes} {(nodes == 1 ? "server" : "servers")}");

    private void Measure(LoadReport report, string name, OwnCluster cluster, PairSet pairs)
        => Add(report, name, cluster, () => pairs.Delivered, () =>
        {
            pairs.RunWindow(Window, options.Time);
            return [];
        }, pairs.Drain);

    private void MeasureLatency(LoadReport report, string name, OwnCluster cluster, PairSet pairs)
        => Add(report, string.Create(CultureInfo.InvariantCulture, $"{name}, {options.Rate}/s"), cluster, () => pairs.Delivered, () =>
        {
            var latencies = new LatencyHistogram();
            pairs.RunRate(options.Rate, options.Time, latencies);
            var figures = new Figures();
            Column.AddPercentiles(figures, latencies);
            return figures;
        }, () => { });

    private void Add(LoadReport report, string name, OwnCluster cluster, Func<long> count, Func<Figures> run, Action end)
    {
        (long before, long batches, TimeSpan servers, TimeSpan database) = (count(), cluster.Batches, cluster.ServersCpu, cluster.DatabaseCpu);
        var meter = new CpuMeter(new LoadTarget { Name = name, EndPoint = new System.Net.IPEndPoint(0, 0), Transport = Wire.WireTransport.Tcp });
        Figures figures = run();
        long messages = count() - before;
        CpuMeter.Reading reading = meter.Read(messages);
        figures[ServersCpu] = (cluster.ServersCpu - servers).TotalMicroseconds / messages;
        figures[DatabaseCpu] = (cluster.DatabaseCpu - database).TotalMicroseconds / messages;
        figures[Column.Messages] = reading.PerSecond;
        figures[Column.LoadCpu] = reading.LoadMicroseconds;

        // Each message is stored and confirmed.
        figures[PerCommit] = 2.0 * messages / Math.Max(1, cluster.Batches - batches);
        end();
        progress.Clear();
        IEnumerable<string> values = Columns.Where(figures.ContainsKey).Select(column => $"{column.Title} {column.Format(figures[column])}");
        output.WriteLine($"  {name}: {string.Join(", ", values)}");
        report.Add(name, figures);
    }
}
