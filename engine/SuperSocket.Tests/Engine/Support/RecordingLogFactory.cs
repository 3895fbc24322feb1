using System.Collections.Concurrent;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>Keeps every line of every logger in memory, for one test.</summary>
public sealed class RecordingLogFactory : ILogFactory
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private readonly ConcurrentQueue<string> _expectedErrors = new();

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    /// <summary>Errors that no <see cref="ExpectError"/> announced.</summary>
    public IReadOnlyList<LogLine> UnexpectedErrors
        => [.. _lines.Where(line => line.Level >= LogLevel.Error && !_expectedErrors.Any(line.Contains))];

    /// <summary>Announced errors that were not logged.</summary>
    public IReadOnlyList<string> MissingErrors
        => [.. _expectedErrors.Where(text => !_lines.Any(line => line.Level >= LogLevel.Error && line.Contains(text)))];

    public ILog GetLog(string name) => new RecordingLog(name, _lines);

    /// <summary>Announces an Error: the test fails if no line contains the text.</summary>
    public void ExpectError(string text) => _expectedErrors.Enqueue(text);

    public int Count(LogLevel level, string text) => _lines.Count(line => line.Level == level && line.Contains(text));

    public bool Has(LogLevel level, string text) => Count(level, text) > 0;

    private sealed class RecordingLog(string name, ConcurrentQueue<LogLine> lines) : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => true;

        protected override void Write(LogLevel level, string message, Exception? exception)
            => lines.Enqueue(new LogLine(name, level, message, exception));
    }
}
