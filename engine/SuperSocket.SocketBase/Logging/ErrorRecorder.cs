namespace SuperSocket.SocketBase.Logging;

/// <summary>Remembers the errors of one set-up or start, so that a caller can ask for the reason. Thread-safe.</summary>
internal sealed class ErrorRecorder
{
    // Errors of a running server are for the log; only this many are kept.
    private const int Most = 20;

    private readonly List<string> _errors = [];

    /// <summary>Whether nothing went wrong.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_errors)
                return _errors.Count == 0;
        }
    }

    /// <summary>How many errors are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_errors)
                return _errors.Count;
        }
    }

    /// <summary>What went wrong, a line each.</summary>
    public string Text
    {
        get
        {
            lock (_errors)
                return string.Join(Environment.NewLine, _errors);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_errors)
            _errors.Clear();
    }

    /// <summary>Remembers an error.</summary>
    public void Add(string error)
    {
        lock (_errors)
        {
            if (_errors.Count < Most)
                _errors.Add(error.TrimEnd());
        }
    }

    /// <summary>A log that writes to another one and has its errors recorded here.</summary>
    public ILog Wrap(ILog inner) => new RecordingLog(inner, this);

    private sealed class RecordingLog(ILog inner, ErrorRecorder recorder) : LogBase, IEntryLog
    {
        public void Write(LogEntry entry)
        {
            if (entry.Level >= LogLevel.Error)
                recorder.Add(entry.ToString());
            inner.Forward(entry);
        }

        // A host without logs must be able to say why it does not start, too.
        protected override bool IsEnabled(LogLevel level) => level >= LogLevel.Error || inner.IsEnabled(level);

        protected override void Write(LogLevel level, string message, Exception? exception)
        {
            if (level >= LogLevel.Error)
                recorder.Add(message);
            inner.Forward(level, message, exception);
        }
    }
}

/// <summary>A server that can say why its last set-up or start failed.</summary>
internal interface IErrorSource
{
    /// <summary>The errors.</summary>
    ErrorRecorder Errors { get; }
}
