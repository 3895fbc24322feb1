using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Load;

/// <summary>A server with one kind of store, its load, and what was measured.</summary>
/// <param name="store">The store.</param>
/// <param name="program">Another server than the one that was built with us.</param>
internal sealed class RelaySubject(StoreKind store, string? program) : IDisposable
{
    private RelayLoad? _load;
    private ServerProcess? _server;

    /// <summary>The store.</summary>
    public StoreKind Store => store;

    /// <summary>Configuration and data of the server.</summary>
    public Workspace Workspace { get; } = new();

    /// <summary>One for each round.</summary>
    public List<RelayMeasure> Measures { get; } = [];

    /// <summary>What the server said on standard error.</summary>
    public IReadOnlyCollection<string> Errors => _server?.Errors ?? [];

    /// <summary>Starts the server, logs the load in, and warms both up.</summary>
    public async Task StartAsync(RelayOptions options)
    {
        Workspace.Write(new ServerConfiguration { Store = store });
        _server = new ServerProcess(Workspace.ConfigurationFile, program);
        await _server.ReadyAsync().ConfigureAwait(false);
        _load = new RelayLoad(_server, options.Pairs, options.Window, options.TextLength, options.Receipts, options.Transport);
        if (options.WarmUp > TimeSpan.Zero)
            _load.Run(options.WarmUp);
    }

    /// <summary>Measures one round.</summary>
    public RelayMeasure Measure(TimeSpan time)
    {
        RelayMeasure measure = _load!.Run(time);
        Measures.Add(measure);
        return measure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _load?.Dispose();
        _server?.Dispose();
        Workspace.Dispose();
    }
}
