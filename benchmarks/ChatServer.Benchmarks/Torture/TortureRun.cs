using System.Diagnostics;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Torture;

/// <summary>
/// Lets users chat with a server that is killed again and again, and checks at every login that nothing which was acknowledged is lost and nothing which was
/// confirmed comes back.
/// </summary>
internal sealed class TortureRun : IDisposable
{
    private static readonly TimeSpan CheckDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(5);

    // Of the times that the server is down, one of so many is used to check the journal.
    private const int RunsPerJournalCheck = 10;

    private readonly TortureOptions _options;
    private readonly TextWriter _output;
    private readonly Violations _violations = new();
    private readonly MessageModel _model;
    private readonly TortureUser[] _users;
    private readonly Random _random;
    private readonly Workspace _workspace = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly SortedDictionary<string, int> _serverErrors = new(StringComparer.Ordinal);
    private TimeSpan _nextProgress = ProgressInterval;
    private int _kills;
    private int _stops;

    public TortureRun(TortureOptions options, TextWriter output)
    {
        _options = options;
        _output = output;
        _random = new Random(options.Seed);
        _workspace.IsKept = options.Keep;
        var text = new TortureText(options.Seed);
        _model = new MessageModel(options.Users, text, _violations) { AcceptsMemory = options.IsDry };
        _users = [.. Enumerable.Range(0, options.Users).Select(user => new TortureUser(user, options, _model, text, _violations))];
    }

    /// <summary>The directory with the server's configuration and data.</summary>
    public string Root => _workspace.Root;

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    private bool IsOver => _violations.Count > 0 || _kills >= _options.Kills || Elapsed > _options.Time;

    /// <summary>Runs.</summary>
    /// <returns>Whether everything held.</returns>
    public async Task<bool> RunAsync()
    {
        _output.WriteLine($"torture: {_options.Users} users, seed {_options.Seed}, data in {_workspace.Data}");
        _workspace.Write(new ServerConfiguration { Store = _options.IsDry ? StoreKind.Memory : StoreKind.Journal });
        try
        {
            if (_options.IsDry)
                await RunDryAsync().ConfigureAwait(false);
            else
                await RunWithKillsAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is ServerFailedException or IOException)
        {
            _violations.Add($"run {_model.Run}: {e.Message}");
        }

        if (ServerProcess.IsEnding)
            return false;
        Summarize();
        _workspace.IsKept = _options.Keep || _violations.Count > 0;
        return _violations.Count == 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _workspace.Dispose();

    private async Task RunWithKillsAsync()
    {
        while (!IsOver)
        {
            if (_random.Next(20) == 0)
                await KillDuringStartAsync().ConfigureAwait(false);
            else
                await RunServerAsync(Choose()).ConfigureAwait(false);
            if (_model.Run % RunsPerJournalCheck == 0)
                await CheckJournalAsync().ConfigureAwait(false);
            if (_options.IsSabotaged && _random.Next(4) == 0 && Sabotage.Damage(_workspace.Data, _random) is string damage)
                _output.WriteLine($"sabotage after run {_model.Run - 1}: {damage}");
        }

        // What the last kill left, and what a stop in order leaves.
        for (int i = 0; i < 2 && _violations.Count == 0; i++)
        {
            await CheckJournalAsync().ConfigureAwait(false);
            await RunServerAsync(RunEnd.Stop).ConfigureAwait(false);
        }
    }

    private async Task CheckJournalAsync()
    {
        // Another server need not be able to, and one that was killed at its first start may have none.
        if (_options.Server != null || _workspace.DataBytes == 0 || await JournalCheck.FindDamageAsync(_workspace.ConfigurationFile).ConfigureAwait(false) is not string damage)
            return;
        _violations.Add($"after run {_model.Run - 1} the journal is damaged: {damage}");
    }

    private RunEnd Choose() => _random.Next(40) switch
    {
        0 => RunEnd.Stop,
        1 or 2 => RunEnd.KillDuringLogin,
        _ => RunEnd.Kill,
    };

    private async Task KillDuringStartAsync()
    {
        const int MaxStart = 400;
        using var server = new ServerProcess(_workspace.ConfigurationFile, _options.Server);
        await Task.Delay(_random.Next(MaxStart)).ConfigureAwait(false);
        await server.KillAsync().ConfigureAwait(false);
        _kills++;
        _model.StartRun();
    }

    private async Task RunServerAsync(RunEnd end)
    {
        using var server = new ServerProcess(_workspace.ConfigurationFile, _options.Server);
        await server.ReadyAsync().ConfigureAwait(false);
        using var run = new RunState(server.EndPoint, _options.Users);
        Task[] users = [.. _users.Select(user => user.LiveAsync(run, _model.Run))];
        Task ballast = _options.HasBallast ? Ballast.RelayAsync(server, run) : Task.CompletedTask;
        if (end == RunEnd.KillDuringLogin)
            await Task.Delay(_random.Next(60)).ConfigureAwait(false);
        else
            await BeBusyAsync(run).ConfigureAwait(false);

        if (!server.IsRunning)
            _violations.Add($"run {_model.Run}: the server ended by itself");
        run.End();
        if (end == RunEnd.Stop)
        {
            await server.StopAsync().ConfigureAwait(false);
            _stops++;
        }
        else
        {
            await server.KillAsync().ConfigureAwait(false);
            _kills++;
        }

        await Task.WhenAll([.. users, ballast]).ConfigureAwait(false);
        _model.StartRun();
        KeepErrors(server);
        Progress();
    }

    // Everybody leaves instead of a kill; the server stays.
    private async Task RunDryAsync()
    {
        using var server = new ServerProcess(_workspace.ConfigurationFile, _options.Server);
        await server.ReadyAsync().ConfigureAwait(false);
        for (int round = 0; !IsOver; round++)
        {
            using var run = new RunState(server.EndPoint, _options.Users);
            Task[] users = [.. _users.Select(user => user.LiveAsync(run, round))];
            await BeBusyAsync(run).ConfigureAwait(false);
            run.End();
            await Task.WhenAll(users).ConfigureAwait(false);
            _kills++;
            Progress();
        }

        await server.StopAsync().ConfigureAwait(false);
        KeepErrors(server);
    }

    private async Task BeBusyAsync(RunState run)
    {
        Task checkedInTime = await Task.WhenAny(run.AllChecked, Task.Delay(CheckDeadline)).ConfigureAwait(false);
        if (checkedInTime != run.AllChecked)
            _violations.Add($"run {_model.Run}: not every user got what it had to within {CheckDeadline.TotalSeconds} s");
        else
            await Task.Delay(_random.Next(10, 400)).ConfigureAwait(false);
    }

    private void KeepErrors(ServerProcess server)
    {
        foreach (string text in server.Errors.Select(LogLine.WithoutTime))
            _serverErrors[text] = _serverErrors.GetValueOrDefault(text) + 1;
    }

    private void Progress()
    {
        if (Elapsed < _nextProgress)
            return;
        _nextProgress = Elapsed + ProgressInterval;
        _output.WriteLine($"{Elapsed:hh\\:mm\\:ss}  {Counts}");
    }

    private string Counts
        => $"{_kills} {(_options.IsDry ? "departures" : "kills")}, {_stops} stops, {_model.Checked} logins checked, {_model.Stored} messages acknowledged, {_model.Delivered} delivered, {_model.Confirmed} confirmed, {_violations.Count} violations";

    private void Summarize()
    {
        _output.WriteLine($"{Elapsed:hh\\:mm\\:ss}  {Counts}; {_workspace.DataBytes:N0} bytes of data; {Elapsed.TotalSeconds / Math.Max(1, _kills):F2} s per kill");
        foreach ((string line, int count) in _serverErrors.Take(20))
            _output.WriteLine($"the server said {count} times: {line}");
        foreach (string violation in _violations.Descriptions)
            _output.WriteLine($"VIOLATION {violation}");
        if (_violations.Count > 0)
            _output.WriteLine($"{_violations.Count} violations; seed {_options.Seed}; the data is kept in {_workspace.Data}");
        else if (_options.Keep)
            _output.WriteLine($"The data is kept in {_workspace.Data}");
    }

    private enum RunEnd
    {
        Kill,
        KillDuringLogin,
        Stop,
    }
}
