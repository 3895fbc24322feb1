using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Calls back once after files have changed and rest again. It is told by the system, and looks at the contents from time to time, because the system tells
/// nothing of network drives and of symbolic links that lead elsewhere. A callback that throws is called once more, because a file may be half written for a
/// while; then its error is logged, once for each content.
/// </summary>
internal sealed class FileChangeWatcher : IDisposable
{
    /// <summary>How often the contents are looked at, unless something else is said.</summary>
    public static readonly TimeSpan DefaultInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Held while the callback runs: it never runs twice at once.
    private readonly Lock _running = new();
    private readonly List<FileSystemWatcher> _watchers = [];
    private readonly IReadOnlyCollection<string> _files;
    private readonly Func<bool, bool> _changed;
    private readonly ILog _log;
    private readonly Timer _rest;
    private readonly Timer _poll;

    // What the callback has used or refused.
    private volatile string _seen;
    private volatile bool _disposed;
    private volatile bool _isRetrying;
    private volatile bool _isRefused;

    /// <summary>Starts to watch. If the system cannot tell of changes, there is a warning in the log, and contents are looked at all the same.</summary>
    /// <param name="files">Full paths of the files.</param>
    /// <param name="changed">The callback, on a thread of the pool, told whether it is called once more: whether the files are used.</param>
    /// <param name="log">Gets the errors.</param>
    /// <param name="interval">How often the contents are looked at; zero for never.</param>
    public FileChangeWatcher(IReadOnlyCollection<string> files, Func<bool, bool> changed, ILog log, TimeSpan? interval = null)
    {
        _files = files;
        _changed = changed;
        _log = log;
        _seen = FileFingerprint.Of(files);
        _rest = new Timer(static watcher => ((FileChangeWatcher)watcher!).Tick(), this, Timeout.Infinite, Timeout.Infinite);
        foreach (string file in files)
            Watch(file);
        _poll = new Timer(static watcher => ((FileChangeWatcher)watcher!).Look(), this, Timeout.Infinite, Timeout.Infinite);
        SetInterval(interval ?? DefaultInterval);
    }

    /// <summary>Changes how often the contents are looked at.</summary>
    /// <param name="interval">The interval; zero for never.</param>
    public void SetInterval(TimeSpan interval)
    {
        TimeSpan period = interval == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : interval;
        _poll.Change(period, period);
    }

    /// <summary>Somebody else is about to use the files as they are now, so that the callback has nothing to do.</summary>
    public void MarkSeen() => _seen = FileFingerprint.Of(_files);

    public void Dispose()
    {
        _disposed = true;
        foreach (FileSystemWatcher watcher in _watchers)
            watcher.Dispose();
        _rest.Dispose();
        _poll.Dispose();
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
            _log.Warn($"The system does not tell of changes of the file {file}, so they are noticed later: {e.Message}");
        }
    }

    // Who saves a refused file again wants another try, maybe because of something outside of the file.
    private void OnChanged(object sender, FileSystemEventArgs e)
    {
        if (_isRefused)
            _seen = string.Empty;
        _isRetrying = false;
        Schedule(Rest);
    }

    private void Look()
    {
        if (!_isRetrying && FileFingerprint.Of(_files) != _seen)
            Schedule(Rest);
    }

    // Each change puts the callback off, until the file rests.
    private void Schedule(TimeSpan delay)
    {
        try
        {
            _rest.Change(delay, Timeout.InfiniteTimeSpan);
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

            string content = FileFingerprint.Of(_files);
            if (content == _seen)
                return;
            try
            {
                _isRefused = !_changed(_isRetrying);
                (_seen, _isRetrying) = (content, false);
            }
            catch (Exception) when (!_isRetrying)
            {
                _isRetrying = true;
                Schedule(RetryAfter);
            }
            catch (Exception e)
            {
                (_seen, _isRetrying, _isRefused) = (content, false, true);
                if (!_disposed)
                    _log.Error($"The changed file {_files.First()} cannot be used; the old values stay. {e.Message}");
            }
        }
    }
}
