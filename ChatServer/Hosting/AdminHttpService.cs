using ChatServer.Admin.Http;
using ChatServer.Configuration;
using ChatServer.Logging;
using ChatServer.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>Runs the administrators' HTTP listener as a service of the host, from before the servers start until after they have stopped.</summary>
/// <param name="bootstrap">The servers.</param>
/// <param name="options">Where to listen.</param>
/// <param name="telemetry">Adds the path of the metrics.</param>
/// <param name="loggers">Gets its lines.</param>
internal sealed class AdminHttpService(IBootstrap bootstrap, ChatOptions options, TelemetryExport telemetry, ILoggerFactory loggers) : IHostedLifecycleService, IAsyncDisposable
{
    private AdminHost? _host;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
        => _host = await AdminHost.StartAsync(bootstrap, options, new ChatLogFactory(loggers), telemetry.Map).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        _host?.BeginStop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await DisposeAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _host, null) is { } host)
            await host.DisposeAsync().ConfigureAwait(false);
    }
}
