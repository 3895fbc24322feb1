using System.Net;
using ChatServer.Benchmarks.Server;
using TestKit;

namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>
/// One server of several with one database, with a bad network between it and the database, and between the others and it. A process that ends is followed by
/// another one, as under a service manager.
/// </summary>
/// <param name="number">Its number among the nodes, counted from 0.</param>
/// <param name="database">The database.</param>
/// <param name="violations">Gets what does not hold.</param>
internal sealed class ClusterNode(int number, ClusterDatabase database, Violations violations) : IAsyncDisposable
{
    // What a node says when it knows that it must not go on.
    private const string LastWords = "This node ends:";

    // What it must never say: batches are kept until all living nodes have applied them.
    private const string TooFarBehind = "are no longer in the database";

    // A fault may still use a process that has just ended.
    private const int MaxKept = 4;

    /// <summary>Seconds within which it must be ready again; many, because the machine may be busy.</summary>
    public const double StartDeadline = 180;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PauseAfterFailedStart = TimeSpan.FromMilliseconds(200);
    private static int _processes;

    private readonly Workspace _workspace = new();
    private readonly int _port = FreePort.Find();
    private readonly FlakyProxy _toDatabase = new(() => database.EndPoint);
    private readonly CancellationTokenSource _end = new();
    private readonly Queue<ServerProcess> _endedProcesses = new();
    private string? _failedStart;
    private FlakyProxy? _links;
    private Task _supervising = Task.CompletedTask;
    private volatile ServerProcess? _process;
    private volatile NodeAddress? _address;
    private volatile bool _isExpectedToEnd;
    private volatile bool _isHeld;
    private volatile bool _isReady;

    /// <summary>Its name.</summary>
    public string Name { get; } = $"n{number}";

    /// <summary>Where users reach the process that runs, or the last one that ran. <see langword="null"/> before the first start.</summary>
    public NodeAddress? Address => _address;

    /// <summary>Whether a process runs that users can reach.</summary>
    public bool IsReady => _isReady;

    /// <summary>The connections to the database.</summary>
    public FlakyProxy ToDatabase => _toDatabase;

    /// <summary>The connections from the other nodes.</summary>
    public FlakyProxy Links => _links ??= new FlakyProxy(() => new IPEndPoint(IPAddress.Loopback, _port));

    /// <summary>How many processes ended by themselves, because they knew that they must.</summary>
    public int Ended { get; private set; }

    /// <summary>Lines that processes wrote as errors, without their times, and how often.</summary>
    public SortedDictionary<string, int> Errors { get; } = new(StringComparer.Ordinal);

    private bool IsEnding => _end.IsCancellationRequested || ServerProcess.IsEnding;

    /// <summary>Starts it, and another process whenever one ends.</summary>
    public async Task StartAsync()
    {
        _workspace.Write(new ServerConfiguration
        {
            Store = StoreKind.Postgres,
            HasLoginRate = false,
            StoreAttributes = $"connection=\"{database.GetConnection(_toDatabase.EndPoint)}\" "
                + $"node=\"{Name}\" address=\"127.0.0.1:{_port}\" secret=\"the secret of a torture\"",
        });
        _supervising = SuperviseAsync();
        await Wait.Until(() => _address != null || _supervising.IsCompleted, () => $"{Name} is ready. {_failedStart}", StartDeadline).ConfigureAwait(false);
    }

    /// <summary>Why it is not ready, as far as it is known.</summary>
    public string Describe()
        => $"{Name}, {(_isHeld ? "held" : _process is { IsRunning: true } ? "a process runs" : "no process runs")}; "
            + $"last failed start: {_failedStart ?? "none"}";

    /// <summary>Kills the process with SIGKILL.</summary>
    /// <param name="pause">How long no other process is started.</param>
    public async Task KillAsync(TimeSpan pause)
    {
        _isHeld = _isExpectedToEnd = true;
        _isReady = false;
        if (_process is { } process)
            await process.KillAsync().ConfigureAwait(false);
        await Task.Delay(pause).ConfigureAwait(false);
        _isHeld = false;
    }

    /// <summary>Asks the process to stop in order. If it cannot, because the database fails, it is killed.</summary>
    public async Task StopAsync()
    {
        _isExpectedToEnd = true;
        if (_process is not { } process)
            return;
        try
        {
            await process.StopAsync().ConfigureAwait(false);
        }
        catch (ServerFailedException)
        {
            if (process.IsRunning)
                await process.KillAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Stops the process with SIGSTOP and lets it go on.</summary>
    /// <param name="pause">How long.</param>
    public async Task PauseAsync(TimeSpan pause)
    {
        ServerProcess? process = _process;
        process?.Suspend();
        await Task.Delay(pause).ConfigureAwait(false);
        if (process?.IsRunning == true)
            process.Resume();
    }

    /// <summary>Ends the process.</summary>
    public async ValueTask DisposeAsync()
    {
        _isExpectedToEnd = true;
        await _end.CancelAsync().ConfigureAwait(false);
        if (_process is { } process && process.IsRunning)
            await process.KillAsync().ConfigureAwait(false);
        await _supervising.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (ServerProcess ended in _endedProcesses)
            ended.Dispose();
        await _toDatabase.DisposeAsync().ConfigureAwait(false);
        if (_links != null)
            await _links.DisposeAsync().ConfigureAwait(false);
        _workspace.Dispose();
        _end.Dispose();
    }

    private async Task SuperviseAsync()
    {
        while (!IsEnding)
        {
            if (_isHeld)
            {
                await Task.Delay(PollInterval).ConfigureAwait(false);
                continue;
            }

            _isExpectedToEnd = false;
            ServerProcess? process = null;
            try
            {
                _process = process = new ServerProcess(_workspace.ConfigurationFile);
                await process.ReadyAsync().ConfigureAwait(false);
                _address = new NodeAddress(process.EndPoint, Interlocked.Increment(ref _processes));
                _isReady = true;
                while (process.IsRunning)
                    await Task.Delay(PollInterval).ConfigureAwait(false);
                _isReady = false;
                OnEnded(process, await process.WaitForEndAsync().ConfigureAwait(false));
            }
            catch (ServerFailedException e)
            {
                _failedStart = e.Message;

                // The database is away, or the process was killed before it was ready. The check that waits for users reports it if no process ever gets ready.
                await Task.Delay(PauseAfterFailedStart).ConfigureAwait(false);
            }

            if (process != null)
                Retire(process);
        }
    }

    private void Retire(ServerProcess process)
    {
        foreach (string text in process.Errors.Select(Server.LogLine.WithoutTime))
            Errors[text] = Errors.GetValueOrDefault(text) + 1;
        _endedProcesses.Enqueue(process);
        if (_endedProcesses.Count > MaxKept)
            _endedProcesses.Dequeue().Dispose();
    }

    private void OnEnded(ServerProcess process, int exitCode)
    {
        if (_isExpectedToEnd || IsEnding)
            return;
        Ended++;
        if (exitCode != 1 || !Said(process, LastWords) || Said(process, TooFarBehind))
            violations.Add($"a process of {Name} ended by itself with exit code {exitCode}: {string.Join(" | ", process.Errors.TakeLast(5))}");
    }

    private static bool Said(ServerProcess process, string words) => process.Errors.Any(line => line.Contains(words, StringComparison.Ordinal));
}
