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

    /// <summary>Names the file whose changes the running servers take over.</summary>
    internal void Watch(ConfigSectionFile file)
    {
        lock (_watching)
        {
            _file = file;
            if (!_isStarted)
                return;
            _watcher?.Dispose();
            _watcher = new FileChangeWatcher(file.Files, TakeOverChanges, _log);
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
                _watcher ??= new FileChangeWatcher(_file.Files, TakeOverChanges, _log);
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

    // What Initialize was told to change in a configuration is changed in the new one too.
    private void TakeOverChanges()
        => ConfigurationWatcher.Report(
            _file!.Read(),
            _servers,
            config => _resolved.Contains(config.Name) ? _resolver(config) : config,
            _log);
}
