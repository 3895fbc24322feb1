using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Reads the configuration file again at a SIGHUP, while the servers run.</summary>
/// <param name="bootstrap">The servers.</param>
/// <param name="signals">Says when.</param>
/// <param name="loggers">Gets what came of it.</param>
internal sealed partial class ReloadService(IBootstrap bootstrap, ProcessSignals signals, ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger _log = loggers.CreateLogger("Signals");

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        signals.HangUp += Reload;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        signals.HangUp -= Reload;
        return Task.CompletedTask;
    }

    private void Reload()
    {
        try
        {
            ConfigurationReload reload = ((DefaultBootstrap)bootstrap).Reload();

            // The bootstrap has logged each error, and each change since the file was read last.
            int used = reload.Changes.Count(change => change.IsUsedNow);
            if (reload.Errors.Count == 0)
                LogReloaded(reload.File, used, reload.Changes.Count - used);
        }
        catch (InvalidOperationException e)
        {
            LogNotReloaded(e.Message);
        }
    }

    [LoggerMessage(1211, LogLevel.Information, "SIGHUP: the configuration file {File} was read again. "
        + "Changed since the start and in use: {Used}, waiting for a restart: {Waiting}.")]
    private partial void LogReloaded(string file, int used, int waiting);

    [LoggerMessage(1212, LogLevel.Warning, "SIGHUP has no effect: {Reason}")]
    private partial void LogNotReloaded(string reason);
}
