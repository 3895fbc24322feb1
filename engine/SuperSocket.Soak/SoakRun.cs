using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SuperSocket.SocketBase;
using TestKit;

namespace SuperSocket.Soak;

/// <summary>
/// Runs servers and clients in one process for a while: a first tenth, after which everything is closed and the process is measured,
/// then the rest. What must hold at the end is in <see cref="RunAsync"/>.
/// </summary>
public sealed class SoakRun
{
    // What the heap may grow by from the first tenth to the end: tables that had not yet seen their busiest moment.
    private const long HeapTolerance = 2 * 1024 * 1024;
    private const int HandleTolerance = 20;
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HeapDeadline = TimeSpan.FromSeconds(100);

    private readonly SoakOptions _options;
    private readonly Tally _tally = new();
    private readonly SoakLog _log;
    private readonly SoakServer[] _servers = [new(pushes: true), new(pushes: false)];
    private readonly int _maxConnections;
    private SoakClient[] _clients = [];
    private int _peakThreads;
    private int _threadsAtStart;

    public SoakRun(SoakOptions options)
    {
        _options = options;
        _log = new SoakLog(_tally);
        _maxConnections = options.Clients + Math.Max(2, options.Clients / 10);
    }

    // A thread is held by a Send that waits for a stalled client, so there may be as many as clients. The rest are those of the runtime
    // and those that ran before, which in a test are many.
    private int MaxThreads => _threadsAtStart + _options.Clients + (2 * Environment.ProcessorCount) + 16;

    /// <summary>What went wrong, the first of each; empty after a good run.</summary>
    public IReadOnlyCollection<string> Failures => _tally.Failures;

    /// <summary>Runs and checks.</summary>
    /// <returns>Whether all was well.</returns>
    public async Task<bool> RunAsync()
    {
        _options.Output.WriteLine($"{_options.Clients} clients for {_options.Duration}, seed {_options.Seed}");
        using (var process = Process.GetCurrentProcess())
            _threadsAtStart = process.Threads.Count;
        foreach (SoakServer server in _servers)
        {
            if (!server.Open(_maxConnections, _log))
                throw new InvalidOperationException("A server did not start: " + string.Join(Environment.NewLine, Failures));
        }

        try
        {
            IPEndPoint[] endPoints = [.. _servers.Select(server => server.Listeners[0].EndPoint)];
            _clients = [.. Enumerable.Range(0, _options.Clients).Select(i => new SoakClient(i, _options.Seed, endPoints, _tally))];

            TimeSpan tenth = _options.Duration / 10;
            await WorkAsync(tenth).ConfigureAwait(false);
            await CheckAllClosedAsync("after the first tenth").ConfigureAwait(false);
            Measure first = Measure.Take();
            await WorkAsync(_options.Duration - tenth).ConfigureAwait(false);
            await CheckAllClosedAsync("after the last visit").ConfigureAwait(false);
            Measure last = await Measure.TakeAsync(first.Heap + HeapTolerance, HeapDeadline).ConfigureAwait(false);

            CheckGrowth(first, last);
            CheckCounts();
            foreach (SoakServer server in _servers)
                await CheckLimitAsync(server).ConfigureAwait(false);
            await CheckAllClosedAsync("after the check of the limit").ConfigureAwait(false);
            WriteTable(first, last);
        }
        finally
        {
            foreach (SoakServer server in _servers)
                server.Dispose();
        }

        return _tally.FailureCount == 0;
    }

    private async Task WorkAsync(TimeSpan time)
    {
        using var end = new CancellationTokenSource();
        Task watching = WatchAsync(end.Token);
        await Task.WhenAll(_clients.Select(client => client.RunAsync(time))).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await watching.ConfigureAwait(false);
    }

    private async Task WatchAsync(CancellationToken end)
    {
        using var process = Process.GetCurrentProcess();
        long start = Stopwatch.GetTimestamp();
        for (int second = 1; !end.IsCancellationRequested; second++)
        {
            await Task.Delay(1000, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            process.Refresh();
            _peakThreads = Math.Max(_peakThreads, process.Threads.Count);
            if (second % 60 == 0)
                _options.Output.WriteLine($"{Stopwatch.GetElapsedTime(start):hh\\:mm\\:ss}  {_tally.Visits} visits, {_tally.Answers} answers, {_servers.Sum(server => server.SessionCount)} sessions, {process.Threads.Count} threads, {process.WorkingSet64 >> 20} MB, {_tally.FailureCount} failures");
        }
    }

    private async Task CheckAllClosedAsync(string when)
    {
        long start = Stopwatch.GetTimestamp();
        while (_servers.Any(server => server.SessionCount != 0 || server.Connections != 0))
        {
            if (Stopwatch.GetElapsedTime(start) > CloseDeadline)
            {
                foreach (SoakServer server in _servers)
                    _tally.Fail($"{when} {server.Name} keeps {server.SessionCount} sessions and {server.Connections} connections");
                return;
            }

            await Task.Delay(20).ConfigureAwait(false);
        }
    }

    private void CheckGrowth(Measure first, Measure last)
    {
        if (last.Heap > first.Heap + HeapTolerance)
            _tally.Fail($"the heap grew from {first.Heap} to {last.Heap} bytes");
        if (last.Handles > first.Handles + HandleTolerance)
            _tally.Fail($"open handles grew from {first.Handles} to {last.Handles}");
        if (_peakThreads > MaxThreads)
            _tally.Fail($"there were {_peakThreads} threads, more than {MaxThreads}");
    }

    private void CheckCounts()
    {
        foreach (SoakServer server in _servers)
        {
            if (server.StartedSessions != server.ClosedSessions)
                _tally.Fail($"{server.Name} started {server.StartedSessions} sessions and closed {server.ClosedSessions}");
            Expect(server.NeverRun == 0, $"{server.Name} ran {server.NeverRun} requests behind one that closed the session");
        }

        int thrown = _servers.Sum(server => server.ThrownExceptions);
        Expect(_log.Count(ErrorCause.Throw) == thrown, $"{thrown} exceptions were thrown and {_log.Count(ErrorCause.Throw)} logged");
        Expect(_log.Count(ErrorCause.TooLong) <= _tally.Count(Ending.TooLong), "more requests than those over the limit were refused");
        Expect(_tally.Refusals == 0 || _log.Count(ErrorCause.TooManyConnections) > 0, $"{_tally.Refusals} connections ended before the greeting");
        Expect(_tally.Refusals <= _tally.Visits / 100, $"{_tally.Refusals} of {_tally.Visits} connections were refused");
    }

    // As many clients as the limit says get in, and not one more: no slot was lost or won.
    private async Task CheckLimitAsync(SoakServer server)
    {
        var clients = new List<TestClient>();
        try
        {
            for (int i = 0; i <= _maxConnections; i++)
            {
                TestClient client = await TestClient.ConnectAsync(server.Listeners[0].EndPoint).ConfigureAwait(false);
                clients.Add(client);
                string? greeting = await client.ReadLineAsync().ConfigureAwait(false);
                Expect(greeting == null == (i == _maxConnections), $"{server.Name}, client {i} at the limit of {_maxConnections} got '{greeting}'");
            }
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            _tally.Fail($"{server.Name}, client {clients.Count} at the limit of {_maxConnections}: {e.Message}");
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private void Expect(bool condition, string failure)
    {
        if (!condition)
            _tally.Fail(failure);
    }

    private void WriteTable(Measure first, Measure last)
    {
        TextWriter output = _options.Output;
        foreach (Ending ending in Enum.GetValues<Ending>())
            output.WriteLine($"{"visits ended by " + ending,-34} {_tally.Count(ending),12}");
        output.WriteLine($"{"answers checked",-34} {_tally.Answers,12}");
        output.WriteLine($"{"connections refused",-34} {_tally.Refusals,12}");
        foreach (CloseReason reason in Enum.GetValues<CloseReason>())
            output.WriteLine($"{"sessions closed for " + reason,-34} {_servers.Sum(server => server.Closed(reason)),12}");
        foreach (ErrorCause cause in Enum.GetValues<ErrorCause>())
            output.WriteLine($"{"Error lines caused by " + cause,-34} {_log.Count(cause),12}");
        output.WriteLine($"{"heap after the first tenth, KiB",-34} {first.Heap / 1024,12}");
        output.WriteLine($"{"heap at the end, KiB",-34} {last.Heap / 1024,12}");
        output.WriteLine($"{"handles after the first tenth",-34} {first.Handles,12}");
        output.WriteLine($"{"handles at the end",-34} {last.Handles,12}");
        output.WriteLine($"{"most threads",-34} {_peakThreads,12}");
        output.WriteLine($"{"failures",-34} {_tally.FailureCount,12}");
        foreach (string failure in _tally.Failures)
            output.WriteLine(failure);
    }
}
