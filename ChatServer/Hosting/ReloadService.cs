using ChatServer.Admin;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>
/// Reads the configuration file again at a SIGHUP, while the servers run. Records in the audit log each time when it was read, unless an administrator asked
/// for it, which is there already.
/// </summary>
/// <param name="bootstrap">The servers.</param>
/// <param name="signals">Says when.</param>
/// <param name="admin">Has the audit log.</param>
/// <param name="loggers">Gets what came of it.</param>
internal sealed partial class ReloadService(IBootstrap bootstrap, ProcessSignals signals, AdminService admin, ILoggerFactory loggers) : IHostedService
{
    private readonly ILogger _log = loggers.CreateLogger("Signals");

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ((DefaultBootstrap)bootstrap).Reloaded += Record;
        signals.HangUp += Reload;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        signals.HangUp -= Reload;
        ((DefaultBootstrap)bootstrap).Reloaded -= Record;
        return Task.CompletedTask;
    }

    private void Record(ReloadTrigger trigger, ConfigurationReload? reload)
    {
        if (trigger != ReloadTrigger.Request && reload != null)
            admin.RecordReload(trigger == ReloadTrigger.Signal ? AdminDoor.Signal : AdminDoor.File, reload);
    }

    private void Reload()
    {
        try
        {
            ConfigurationReload reload = ((DefaultBootstrap)bootstrap).Reload(ReloadTrigger.Signal);

            // The bootstrap has logged each error of a content once, and each change since the file was read last.
            int used = reload.Changes.Count(change => change.IsUsedNow);
            if (reload.Errors.Count == 0)
                LogReloaded(reload.File, used, reload.Changes.Count - used);
            else
                LogRefused(reload.File);
        }
        catch (InvalidOperationException e)
        {
            LogNotReloaded(e.Message);
        }
    }

    [LoggerMessage(1211, LogLevel.Information, "SIGHUP: the configuration file {File} was read again. "
        + "Changed since the start and in use: {Used}, waiting for a restart: {Waiting}.")]
    private partial void LogReloaded(string file, int used, int waiting);

    [LoggerMessage(1213, LogLevel.Warning, "SIGHUP: the configuration file {File} is not used; everything stays as it was.")]
    private partial void LogRefused(string file);

    [LoggerMessage(1212, LogLevel.Warning, "SIGHUP has no effect: {Reason}")]
    private partial void LogNotReloaded(string reason);
}
