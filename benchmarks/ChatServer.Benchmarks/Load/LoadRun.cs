using System.ComponentModel;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Disk;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// Runs a workload. Servers of our own with different stores run side by side and are measured in turns, so that what disturbs the machine disturbs both.
/// </summary>
internal sealed class LoadRun(WorkloadPlan plan, TextWriter output, Progress progress)
{
    private static readonly TimeSpan FsyncTime = TimeSpan.FromSeconds(1);

    private readonly LoadOptions _options = plan.Options;
    private readonly LoadReport _report = new(plan.Name, plan.Options.Transport.Name, plan.Options.Given, plan.Columns);
    private readonly List<OwnServer> _servers = [];
    private readonly List<Workload> _workloads = [];

    /// <summary>Measures and reports.</summary>
    /// <returns>Whether nothing went wrong.</returns>
    /// <exception cref="UsageException">The machine does not allow as many connections.</exception>
    public async Task<bool> RunAsync()
    {
        FileDescriptors.Demand([.. Enumerable.Repeat(plan.Connections, _options.Host == null ? _options.Stores.Length : 1)]);
        output.WriteLine($"{plan.Name} over {_options.Transport.Name}: {string.Join(", ", _options.Given.Select(option => $"{option.Key} {option.Value}"))}");
        try
        {
            foreach (LoadTarget target in await FindTargetsAsync().ConfigureAwait(false))
                _workloads.Add(plan.Create(target));
            Measure();
        }
        catch (Exception e) when (e is IOException or Win32Exception or ServerFailedException)
        {
            _report.Errors.Add(e.Message);
        }
        finally
        {
            progress.Clear();
            Collect();
            _workloads.ForEach(workload => workload.Dispose());
            _servers.ForEach(server => server.Dispose());
        }

        // Nothing was measured by then; whoever ended us knows.
        if (ServerProcess.IsEnding)
            return false;
        _report.Write(output);
        if (_options.JsonFile != null)
            _report.WriteJson(_options.JsonFile);
        return !_report.Errors.Any;
    }

    private async Task<IReadOnlyList<LoadTarget>> FindTargetsAsync()
    {
        WireTransport transport = _options.Sabotage == null ? _options.Transport : new SabotagedTransport(_options.Transport, _options.Sabotage);
        if (_options.Host != null)
        {
            output.WriteLine($"This makes accounts and messages on {_options.Host}:{_options.Port}. The ids begin with '{_options.Prefix}'; they stay, the messages are confirmed.");
            return
            [
                new LoadTarget
                {
                    Name = _options.Host,
                    EndPoint = await _options.FindHostAsync().ConfigureAwait(false),
                    Transport = transport,
                    ProcessId = _options.ProcessId,
                    Prefix = _options.Prefix,
                    MayHaveLeftovers = _options.HasOwnPrefix,
                    Password = _options.Password,
                    Progress = progress,
                },
            ];
        }

        foreach (StoreKind store in _options.Stores)
        {
            ServerConfiguration configuration = plan.Configuration with
            {
                Store = store,
                HasLoginRate = false,
                MaxConnections = Math.Max(10_000, plan.Connections + 100),
                ScrapeInterval = _options.ScrapeInterval,
            };
            var server = new OwnServer(configuration, _options.Server);
            _servers.Add(server);
            await server.StartAsync().ConfigureAwait(false);
        }

        return [.. _servers.Select((server, i) => server.Target(_options.Stores[i].ToString().ToLowerInvariant(), transport, progress))];
    }

    private void Measure()
    {
        foreach (Workload workload in _workloads)
        {
            workload.Prepare();
            if (_options.WarmUp > TimeSpan.Zero)
                workload.WarmUp(_options.WarmUp);
        }

        for (int round = 1; round <= _options.Rounds; round++)
        {
            // What the disk does if each message is flushed on its own stands beside what the server does.
            if (_options.Stores.Length > 1 && _options.Host == null && plan.Columns.Contains(plan.Kept))
                _report.Add("one fsync each", new Figures { [plan.Kept] = FsyncProbe.Measure(_servers[^1].Workspace.Root, FsyncTime).PerSecond });
            foreach (Workload workload in _workloads)
                workload.Measure(_options.Time, (row, figures) => Add(round, workload.Target, row, figures));
        }

        _workloads.ForEach(workload => workload.Finish());
    }

    private void Add(int round, LoadTarget target, string row, Figures figures)
    {
        string name = row.Length == 0 ? target.Name : _workloads.Count == 1 ? row : $"{target.Name}, {row}";
        progress.Clear();
        output.WriteLine($"  round {round}, {name}: {string.Join(", ", plan.Columns.Where(figures.ContainsKey).Select(column => $"{column.Title} {column.Format(figures[column])}"))}");
        _report.Add(name, figures);
    }

    private void Collect()
    {
        foreach (LoadErrors errors in _workloads.Select(workload => workload.Target.Errors))
        {
            _report.Errors.Lost += errors.Lost;
            _report.Errors.Doubled += errors.Doubled;
            _report.Errors.Reordered += errors.Reordered;
            foreach (string other in errors.Others)
                _report.Errors.Add(other);
        }

        foreach (string failure in _servers.Select(server => server.ScrapeFailure).OfType<string>())
            _report.Errors.Add("The metrics cannot be read: " + failure);
        foreach (string line in _servers.SelectMany(server => server.Errors).Take(20))
            output.WriteLine($"the server said: {line}");
    }
}
