using System.Collections.Concurrent;
using SuperSocket.SocketBase.Logging;

namespace TestKit;

/// <summary>Keeps in memory what all its loggers log. Thread-safe.</summary>
/// <param name="minLevel">Lines below this level are not logged.</param>
public sealed class RecordingLogFactory(LogLevel minLevel = LogLevel.Debug) : ILogFactory
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private readonly ConcurrentQueue<string> _expectedErrors = new();
    private readonly LogLevel _minLevel = minLevel;

    /// <summary>All lines until now, the oldest first.</summary>
    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>Lines of level Error and above until now.</summary>
    public LogLine[] Errors => [.. _lines.Where(line => line.Level >= LogLevel.Error)];

    /// <summary>Errors that <see cref="ExpectError"/> did not announce.</summary>
    public LogLine[] UnexpectedErrors => [.. Errors.Where(line => !_expectedErrors.Any(line.Contains))];

    /// <summary>Announced errors that were not logged.</summary>
    public string[] MissingErrors => [.. _expectedErrors.Where(text => !Array.Exists(Errors, line => line.Contains(text)))];

    /// <inheritdoc/>
    public ILog GetLog(string name) => new RecordingLog(name, this);

    /// <summary>Announces an error whose message or exception contains a text.</summary>
    public void ExpectError(string text) => _expectedErrors.Enqueue(text);

    /// <summary>The messages of one level, the oldest first, of all loggers or of one.</summary>
    public string[] Messages(LogLevel level, string? logger = null)
        => [.. _lines.Where(line => line.Level == level && (logger == null || line.Logger == logger)).Select(line => line.Message)];

    /// <summary>How many lines of one level contain a text.</summary>
    public int Count(LogLevel level, string text) => _lines.Count(line => line.Level == level && line.Contains(text));

    /// <summary>Whether a line of one level contains a text.</summary>
    public bool Has(LogLevel level, string text) => Count(level, text) > 0;

    /// <summary>Removes all lines except errors.</summary>
    public void Forget()
    {
        for (int i = _lines.Count; i > 0 && _lines.TryDequeue(out LogLine? line); i--)
        {
            if (line.Level >= LogLevel.Error)
                _lines.Enqueue(line);
        }
    }

    private sealed class RecordingLog(string name, RecordingLogFactory factory) : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => level >= factory._minLevel;

        protected override void Write(LogLevel level, string message, Exception? exception)
            => factory._lines.Enqueue(new LogLine(name, level, message, exception));
    }
}
