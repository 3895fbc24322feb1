using System.Diagnostics;
using ChatServer.Benchmarks.Server;
using TestKit;

namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>
/// Lets users chat with several servers that share a database, while servers, the database and the connections between them fail, and checks that nothing which
/// was acknowledged is lost, nothing which was confirmed comes back, and nobody has two sessions that count.
/// </summary>
/// <param name="options">What is to be done.</param>
/// <param name="output">Receives the report.</param>
internal sealed class ClusterTortureRun(TortureOptions options, TextWriter output)
{
    private static readonly TimeSpan CheckDeadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly Violations _violations = new();
    private readonly Random _random = new(options.Seed);
    private readonly long _started = Stopwatch.GetTimestamp();
    private TimeSpan _nextProgress = ProgressInterval;
    private TimeSpan _longestReturn;
    private int _events;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    private bool IsOver => _violations.Count > 0 || _events >= options.Events || Elapsed > options.Time || ServerProcess.IsEnding;

    /// <summary>Runs.</summary>
    /// <returns>Whether everything held.</returns>
    public async Task<bool> RunAsync()
    {
        output.WriteLine($"torture --nodes {options.Nodes} --events {options.Events} --seed {options.Seed} --users {options.Users}"
            + (options.Faults.Length > 0 ? $" --faults {string.Join(',', options.Faults)}" : ""));
        var text = new TortureText(options.Seed);
        var model = new MessageModel(options.Users, text, _violations);
        using var database = new ClusterDatabase();
        ClusterNode[] nodes = [.. Enumerable.Range(0, options.Nodes).Select(number => new ClusterNode(number, database, _violations))];
        var faults = new ClusterFaults(nodes, database, _random);
        int left = 0;
        try
        {
            await StartAsync(nodes, database).ConfigureAwait(false);
            var state = new ClusterState(nodes, options.Users);
            ClusterUser[] users = [.. Enumerable.Range(0, options.Users).Select(user => new ClusterUser(user, options, state, model, text, _violations))];
            Task[] lives = [.. users.Select(user => user.LiveAsync())];
            await WaitForUsersAsync(state, "at the start").ConfigureAwait(false);
            while (!IsOver)
                await RunFaultsAsync(faults, nodes, state, model).ConfigureAwait(false);
            state.End();
            await Task.WhenAll(lives).ConfigureAwait(false);
            if (_violations.Count == 0)
                left = await CheckTablesAsync(database, model, nodes, users).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ServerFailedException or IOException or TimeoutException or InvalidOperationException)
        {
            _violations.Add(e.Message);
        }
        finally
        {
            foreach (ClusterNode node in nodes)
                await node.DisposeAsync().ConfigureAwait(false);
        }

        if (ServerProcess.IsEnding)
            return false;
        Summarize(model, faults, nodes, left);
        return _violations.Count == 0;
    }

    // The first node makes the tables. From then on, the database tells the nodes to reach each other through the networks before them.
    private async Task StartAsync(ClusterNode[] nodes, ClusterDatabase database)
    {
        await nodes[0].StartAsync().ConfigureAwait(false);
        string addresses = string.Concat(nodes.Select(node => $" when '{node.Name}' then '{node.Links.EndPoint}'"));
        database.Execute($"""
            create function through_network() returns trigger language plpgsql as $$
            begin
              new.address := case new.name{addresses} end;
              return new;
            end $$
            """);
        database.Execute("create trigger through_network before insert on node for each row execute function through_network()");
        database.Execute($"update node set address = '{nodes[0].Links.EndPoint}'");
        if (options.DatabaseSabotage is string sabotage)
        {
            DatabaseSabotage.Damage(database, sabotage);
            if (sabotage == DatabaseSabotage.Order)
                Array.ForEach(nodes, node => node.Links.RefusesNewLinks = true);
        }

        await Task.WhenAll(nodes.Skip(1).Select(node => node.StartAsync())).ConfigureAwait(false);
    }

    private async Task RunFaultsAsync(ClusterFaults faults, ClusterNode[] nodes, ClusterState state, MessageModel model)
    {
        List<(string Kind, Func<Task> Run)> chosen = faults.Choose(Math.Min(options.FaultsAtOnce, options.Events - _events), options.Faults);
        string what = string.Join(", ", chosen.Select(fault => fault.Kind));
        await Task.WhenAll(chosen.Select(fault => fault.Run())).ConfigureAwait(false);
        _events += chosen.Count;
        await Wait.Until(
            () => _violations.Count > 0 || ServerProcess.IsEnding || Array.TrueForAll(nodes, node => node.IsReady),
            () => $"after {what}, all nodes are ready: {string.Join("; ", nodes.Where(node => !node.IsReady).Select(node => node.Describe()))}",
            ClusterNode.StartDeadline).ConfigureAwait(false);
        await WaitForUsersAsync(state, $"after {what}").ConfigureAwait(false);
        await Task.Delay(_random.Next(300)).ConfigureAwait(false);
        if (options.Keep)
            output.WriteLine($"{Elapsed:hh\\:mm\\:ss\\.f}  {what}");
        if (Elapsed < _nextProgress)
            return;
        _nextProgress = Elapsed + ProgressInterval;
        output.WriteLine($"{Elapsed:hh\\:mm\\:ss}  {GetCounts(model)}");
    }

    private async Task WaitForUsersAsync(ClusterState state, string when)
    {
        state.StartCheck();
        long start = Stopwatch.GetTimestamp();
        while (!state.IsComplete && _violations.Count == 0 && !ServerProcess.IsEnding)
        {
            if (Stopwatch.GetElapsedTime(start) > CheckDeadline)
            {
                _violations.Add($"{when}, these users could not log in and get everything within {CheckDeadline.TotalSeconds} s: "
                    + $"{string.Join(' ', state.Waiting.Select(TortureText.UserId))}");
                return;
            }

            await Task.Delay(PollInterval).ConfigureAwait(false);
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        if (time > _longestReturn)
            _longestReturn = time;
    }

    private async Task<int> CheckTablesAsync(ClusterDatabase database, MessageModel model, ClusterNode[] nodes, ClusterUser[] users)
    {
        var check = new TableCheck(database, model, _violations);
        int left = check.CheckMessages();
        foreach (ClusterNode node in nodes)
            await check.CheckNodeAsync(node, users).ConfigureAwait(false);
        return left;
    }

    private string GetCounts(MessageModel model)
        => $"{_events} events, {model.Checked} logins checked, {model.Stored} messages acknowledged, "
            + $"{model.Delivered} delivered, {model.Confirmed} confirmed, {_violations.Count} violations";

    private void Summarize(MessageModel model, ClusterFaults faults, ClusterNode[] nodes, int left)
    {
        output.WriteLine($"{Elapsed:hh\\:mm\\:ss}  {GetCounts(model)}");
        output.WriteLine($"events: {string.Join(", ", faults.Counts.Select(kind => $"{kind.Key} {kind.Value}"))}; "
            + $"nodes that ended by themselves: {nodes.Sum(node => node.Ended)}; "
            + $"all users were back after at most {_longestReturn.TotalSeconds:F1} s; {left} messages compared with the tables at each node");
        var errors = nodes.SelectMany(node => node.Errors).GroupBy(error => error.Key, error => error.Value).OrderByDescending(error => error.Sum());
        foreach (var error in errors.Take(20))
            output.WriteLine($"the nodes said {error.Sum()} times: {error.Key}");
        foreach (string violation in _violations.Descriptions)
            output.WriteLine($"VIOLATION {violation}");
        if (_violations.Count > 0)
            output.WriteLine($"{_violations.Count} violations; seed {options.Seed}");
    }
}
