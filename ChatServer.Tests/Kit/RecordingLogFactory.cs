using System.Collections.Concurrent;
using ChatServer.Logging;
using SuperSocket.SocketBase.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace ChatServer.Tests.Kit;

/// <summary>Keeps what a server logs, of every level.</summary>
public sealed class RecordingLogFactory : ILogFactory
{
    private readonly ConcurrentQueue<LogLine> _lines = new();

    /// <summary>What was logged until now.</summary>
    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>Drops what was logged until now, but for errors.</summary>
    public void Forget()
    {
        for (int i = _lines.Count; i > 0 && _lines.TryDequeue(out LogLine? line); i--)
        {
            if (line.Level >= LogLevel.Error)
                _lines.Enqueue(line);
        }
    }

    /// <inheritdoc/>
    public ILog GetLog(string name) => new Log(_lines);

    public ILogger GetLogger(string name) => new EngineLogger(GetLog(name));

    private sealed class Log(ConcurrentQueue<LogLine> lines) : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => true;

        protected override void Write(LogLevel level, string message, Exception? exception) => lines.Enqueue(new LogLine(level, message, exception));
    }
}

/// <summary>A line of the log.</summary>
public sealed record LogLine(LogLevel Level, string Message, Exception? Exception);
