using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>A server that runs for a load only, with its data in a temporary directory.</summary>
/// <param name="configuration">Its configuration.</param>
/// <param name="program">Another server than the one that was built with us.</param>
internal sealed class OwnServer(ServerConfiguration configuration, string? program) : IDisposable
{
    private ServerProcess? _process;
    private MetricsScraper? _scraper;

    /// <summary>Configuration and data.</summary>
    public Workspace Workspace { get; } = new();

    /// <summary>The process. It is there once it was started.</summary>
    public ServerProcess Process => _process ?? throw new InvalidOperationException("The server was not started.");

    /// <summary>What the server said on standard error.</summary>
    public IReadOnlyCollection<string> Errors => _process?.Errors ?? [];

    /// <summary>What is wrong with the metrics; <see langword="null"/> if nothing is.</summary>
    public string? ScrapeFailure => _scraper == null ? null : _scraper.Failure ?? (_scraper.Count == 0 ? "There was no answer." : null);

    /// <summary>Starts it, again if it was killed.</summary>
    /// <returns>The time from the start of the process to its start-up report.</returns>
    /// <exception cref="ServerFailedException">It does not start.</exception>
    public async Task<TimeSpan> StartAsync()
    {
        Workspace.Write(configuration);
        _scraper?.Dispose();
        _process?.Dispose();
        _process = new ServerProcess(Workspace.ConfigurationFile, program);
        TimeSpan time = await _process.ReadyAsync().ConfigureAwait(false);
        if (configuration.ScrapeInterval > TimeSpan.Zero)
            _scraper = new MetricsScraper(Workspace.AdminSocket, configuration.ScrapeInterval);
        return time;
    }

    /// <summary>The server as a load sees it.</summary>
    /// <param name="name">Name of its row in the report.</param>
    /// <param name="transport">How lines travel.</param>
    /// <param name="progress">What the load is doing.</param>
    public LoadTarget Target(string name, WireTransport transport, Progress progress) => new()
    {
        Name = name,
        EndPoint = Process.EndPointOf(transport),
        Transport = transport,
        ProcessId = Process.Id,
        Progress = progress,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _scraper?.Dispose();
        _process?.Dispose();
        Workspace.Dispose();
    }
}
