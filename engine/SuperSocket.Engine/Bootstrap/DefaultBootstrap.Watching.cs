using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.SocketEngine;

/// <content>What goes on from start to stop: reports of figures, and a look at the configuration file.</content>
public partial class DefaultBootstrap
{
    // Guards the watcher.
    private readonly Lock _watching = new();
    private ConfigSectionFile? _file;
    private FileChangeWatcher? _watcher;
    private bool _isStarted;

    /// <summary>
    /// Reports the figures of the process and its servers; <see langword="null"/> before the bootstrap is initialised, and if
    /// <c>disablePerformanceDataCollector</c> is set.
    /// </summary>
    public IPerformanceMonitor? PerfMonitor { get; private set; }

    /// <summary>Changes what is read of the file each time; may be <see langword="null"/>.</summary>
    internal Action<System.Configuration.Configuration>? Adjust { get; init; }

    /// <summary>Full paths of further files that <see cref="Adjust"/> reads.</summary>
    internal IReadOnlyCollection<string> FilesBesides { get; init; } = [];

    /// <summary>Names the file whose changes the running servers take over.</summary>
    internal void Watch(ConfigSectionFile file)
    {
        lock (_watching)
        {
            _file = file;
            if (!_isStarted)
                return;
            _watcher?.Dispose();
            _watcher = StartWatcher(file);
        }
    }

    private void CreateMonitor()
    {
        if (!Config.DisablePerformanceDataCollector)
            PerfMonitor = new PerformanceMonitor(() => _servers, LogFactory.GetLog("Performance"), Config.PerformanceDataCollectInterval);
    }

    private void BeginWatching()
    {
        PerfMonitor?.Start();
        lock (_watching)
        {
            _isStarted = true;
            if (_file != null)
                _watcher ??= StartWatcher(_file);
        }
    }

    private void EndWatching()
    {
        PerfMonitor?.Stop();
        lock (_watching)
        {
            _isStarted = false;
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    private FileChangeWatcher StartWatcher(ConfigSectionFile file)
    {
        _values = ValuesOf(file);
        _firstValues ??= _values;
        return new FileChangeWatcher(file.Files, isRetry => TakeOver(file, isRetry), _log, GetCheckInterval(Config));
    }

    private static TimeSpan GetCheckInterval(IRootConfig config)
        => config is SocketServiceConfig section ? TimeSpan.FromSeconds(section.FileCheckInterval) : FileChangeWatcher.DefaultInterval;

    private static IReadOnlyDictionary<string, string>? ValuesOf(ConfigSectionFile file)
    {
        try
        {
            return file.ReadValues();
        }
        catch (Exception)
        {
            // The servers run with what was read before. The next change is told without what was there before.
            return null;
        }
    }
}
