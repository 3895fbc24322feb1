using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Calls back once after files have changed and rest again. It does not matter whether a program writes into a file or replaces it.
/// A callback that throws is called once more, because a file may be half written for a while; then its error is logged.
/// </summary>
internal sealed class FileChangeWatcher : IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Held while the callback runs: it never runs twice at once.
    private readonly Lock _running = new();
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly IReadOnlyCollection<string> _files;
    private readonly Action _changed;
    private readonly ILog _log;
    private readonly Timer _timer;
    private volatile bool _disposed;
    private volatile bool _failed;

    /// <summary>Starts to watch. If that is not possible, there is a warning in the log and no callback.</summary>
    /// <param name="files">Full paths of the files.</param>
    /// <param name="changed">The callback, on a thread of the pool.</param>
    /// <param name="log">Gets the errors.</param>
    public FileChangeWatcher(IReadOnlyCollection<string> files, Action changed, ILog log)
    {
        _files = files;
        _changed = changed;
        _log = log;
        _timer = new Timer(static watcher => ((FileChangeWatcher)watcher!).Tick(), this, Timeout.Infinite, Timeout.Infinite);
        foreach (string file in files)
            Watch(file);
    }

    public void Dispose()
    {
        _disposed = true;
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
        _timer.Dispose();
    }

    private void Watch(string file)
    {
        try
        {
            var watcher = new FileSystemWatcher(Path.GetDirectoryName(file)!, Path.GetFileName(file))
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime,
            };
            _watchers.Add(watcher);
            watcher.Changed += OnChanged;
            watcher.Created += OnChanged;
            watcher.Deleted += OnChanged;
            watcher.Renamed += OnChanged;

            // Changes may have been missed, so have a look.
            watcher.Error += (_, _) => Schedule(Rest);
            watcher.EnableRaisingEvents = true;
        }
        catch (Exception e)
        {
            _log.Warn($"Changes of the file {file} will not be noticed: {e.Message}");
        }
    }

    private void OnChanged(object sender, FileSystemEventArgs e)
    {
        _failed = false;
        Schedule(Rest);
    }

    // Each change puts the callback off, until the file rests.
    private void Schedule(TimeSpan delay)
    {
        try
        {
            _timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // The last event of a watcher that is being disposed.
        }
    }

    private void Tick()
    {
        lock (_running)
        {
            if (_disposed)
                return;

            try
            {
                _changed();
                _failed = false;
            }
            catch (Exception) when (!_failed)
            {
                _failed = true;
                Schedule(RetryAfter);
            }
            catch (Exception e)
            {
                if (!_disposed)
                    _log.Error($"The changed file {_files.First()} cannot be used; the old values stay. {e.Message}");
            }
        }
    }
}
