using System.ComponentModel;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Growth;

/// <summary>
/// The command <c>growth</c>: what the same work costs when something beside it grows. The servers of all sizes run side by side and are measured in turns, so that what
/// disturbs the machine disturbs all.
/// </summary>
internal sealed class GrowthRun(GrowthOptions options, TextWriter output, Progress progress)
{
    private static readonly IReadOnlyList<GrowthAxis> Axes = [new UsersAxis(), new MessagesAxis(), new MembersAxis()];

    /// <summary>Measures, writes tables in Markdown, and plots.</summary>
    /// <returns>Whether nothing went wrong.</returns>
    /// <exception cref="UsageException">The machine does not allow as many connections, or there is nothing to measure.</exception>
    public async Task<bool> RunAsync()
    {
        bool held = true;
        GrowthAxis[] axes = [.. Axes.Where(axis => options.Axes.Contains(axis.Name))];
        if (Array.Find(axes, axis => axis.Sizes[0] > options.Most) is GrowthAxis empty)
            throw new UsageException($"--most {options.Most} leaves no size of the axis {empty.Name}, which begins with {empty.Sizes[0]}.");
        foreach (GrowthAxis axis in axes)
        {
            int[] sizes = [.. axis.Sizes.Where(size => size <= options.Most)];
            FileDescriptors.Demand([.. sizes.Select(axis.Connections)]);
            var report = new LoadReport("growth", "tcp", new Dictionary<string, string>(), axis.Columns);
            try
            {
                await MeasureAsync(axis, sizes, report).ConfigureAwait(false);
            }
            catch (Exception e) when (e is IOException or Win32Exception or ServerFailedException)
            {
                report.Errors.Add(e.Message);
            }

            progress.Clear();
            if (ServerProcess.IsEnding)
                return false;
            output.WriteLine($"{axis.Title}: {options.Rounds} rounds of {options.Time.TotalSeconds} s");
            report.Write(output);
            if (options.SvgDirectory != null)
                Plot(axis, sizes, report, options.SvgDirectory);
            held &= !report.Errors.Any;
        }

        return held;
    }

    private async Task MeasureAsync(GrowthAxis axis, int[] sizes, LoadReport report)
    {
        var servers = new List<OwnServer>();
        var workloads = new List<Workload>();
        try
        {
            foreach (int size in sizes)
            {
                servers.Add(new OwnServer(axis.Configure(size) with { HasLoginRate = false, MaxConnections = Math.Max(10_000, axis.Connections(size) + 100) }, options.Server));
                await servers[^1].StartAsync().ConfigureAwait(false);
                workloads.Add(await axis.PrepareAsync(servers[^1], size, progress, figures => report.Add(Row(size), figures)).ConfigureAwait(false));
                workloads[^1].Prepare();
                if (options.WarmUp > TimeSpan.Zero)
                    workloads[^1].WarmUp(options.WarmUp);
            }

            for (int round = 0; round < options.Rounds; round++)
            {
                for (int i = 0; i < sizes.Length; i++)
                    workloads[i].Measure(options.Time, (_, figures) => report.Add(Row(sizes[i]), figures));
            }

            workloads.ForEach(workload => workload.Finish());
        }
        finally
        {
            foreach (LoadErrors errors in workloads.Select(workload => workload.Target.Errors).Where(errors => errors.Any))
                report.Errors.Add(errors.ToString());
            workloads.ForEach(workload => workload.Dispose());
            servers.ForEach(server => server.Dispose());
        }
    }

    private static void Plot(GrowthAxis axis, int[] sizes, LoadReport report, string directory)
    {
        var panels = new List<SvgPanel>();
        foreach (Column column in axis.Columns)
        {
            (double, double)[] points = [.. sizes.Where(size => report.Value(Row(size), column) != null).Select(size => ((double)size, report.Value(Row(size), column)!.Value))];
            if (points.Length > 1)
                panels.Add(new SvgPanel(column.Title, axis.Title, points));
        }

        // One size is no line, and no reason to overwrite one.
        if (panels.Count == 0)
            return;
        File.WriteAllText(Path.Combine(directory, $"growth-{axis.Name}.svg"), SvgPlot.Draw(panels));
    }

    private static string Row(int size) => size.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);
}
