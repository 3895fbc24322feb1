using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>
/// Tells a service manager with the protocol of systemd (<c>Type=notify-reload</c>, or <c>notify</c>) when the servers have started, when they read their
/// configuration file again and when they stop, and feeds its watchdog as long
/// as they are alive. Does nothing without <c>NOTIFY_SOCKET</c>. A start or stop that takes long, because of a large journal or of clients that do not read,
/// asks for more time.
/// </summary>
/// <param name="bootstrap">The servers, which say when they read their configuration file again.</param>
/// <param name="liveness">Whether the servers are alive.</param>
/// <param name="logger">Gets what is wrong.</param>
internal sealed partial class SystemdService(IBootstrap bootstrap, Liveness liveness, ILogger<SystemdService> logger) : IHostedLifecycleService, IDisposable
{
    private const string Ready = "READY=1\nSTATUS=Running";
    private const string MoreTime = "EXTEND_TIMEOUT_USEC=60000000";

    private static readonly TimeSpan MoreTimeInterval = TimeSpan.FromSeconds(15);

    private readonly SystemdNotifier _notifier = new();
    private Timer? _timer;
    private volatile bool _isStopping;
    private bool _isSilent;
    private bool _isUnreachable;

    // What systemd expects: a sign of life within this time.
    private TimeSpan _watchdog;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!_notifier.IsEnabled)
            return Task.CompletedTask;
        _watchdog = GetWatchdog();
        Notify("STATUS=Starting");
        RepeatMoreTime();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (!_notifier.IsEnabled)
            return Task.CompletedTask;
        _timer?.Dispose();
        Notify(Ready);
        if (bootstrap is DefaultBootstrap servers)
        {
            servers.Reloading += OnReloading;
            servers.Reloaded += OnReloaded;
        }

        // Twice as often as necessary, as systemd recommends, and once more for a busy machine.
        if (_watchdog > TimeSpan.Zero)
            _timer = new Timer(_ => Feed(), null, TimeSpan.Zero, _watchdog / 3);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (!_notifier.IsEnabled)
            return Task.CompletedTask;
        _isStopping = true;
        _timer?.Dispose();
        Notify("STOPPING=1\nSTATUS=Stopping");
        RepeatMoreTime();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private static TimeSpan GetWatchdog()
    {
        // The process id says for whom the watchdog is meant: a child inherits the variables.
        string? id = Environment.GetEnvironmentVariable("WATCHDOG_PID");
        bool isMeant = string.IsNullOrEmpty(id) || id == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return isMeant && long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out long microseconds) && microseconds > 0
            ? TimeSpan.FromMicroseconds(microseconds)
            : TimeSpan.Zero;
    }

    // The time, so that systemd does not take an earlier reload for the one that it asks for. Of Stopwatch, because it is the clock CLOCK_MONOTONIC on Linux.
    private void OnReloading(ReloadTrigger trigger)
    {
        long microseconds = (long)(Stopwatch.GetTimestamp() * (1_000_000.0 / Stopwatch.Frequency));
        if (!_isStopping)
            Notify(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}\nSTATUS=Reading the configuration file"));
    }

    // Also if the file is not used: the service runs as before.
    private void OnReloaded(ReloadTrigger trigger, ConfigurationReload? reload)
    {
        if (!_isStopping)
            Notify(Ready);
    }

    private void RepeatMoreTime() => _timer = new Timer(_ => Notify(MoreTime), null, TimeSpan.Zero, MoreTimeInterval);

    private void Feed()
    {
        string? problem = liveness.FindProblem(_watchdog);
        if (problem == null)
            Notify("WATCHDOG=1");
        else if (!_isSilent)
            LogSilence(logger, problem);
        _isSilent = problem != null;
    }

    private void Notify(string state)
    {
        try
        {
            _notifier.Notify(new ServiceState(state));
            _isUnreachable = false;
        }
        catch (SocketException e)
        {
            if (!_isUnreachable)
                LogUnreachable(logger, e.Message);
            _isUnreachable = true;
        }
    }

    [LoggerMessage(1200, LogLevel.Error, "The watchdog gets no sign of life, so the service manager will restart the server: {Problem}.")]
    private static partial void LogSilence(ILogger logger, string problem);

    [LoggerMessage(1201, LogLevel.Warning, "The service manager cannot be reached at NOTIFY_SOCKET: {Reason}.")]
    private static partial void LogUnreachable(ILogger logger, string reason);
}
