using System.Collections.Concurrent;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Keeps every line of its logs.</summary>
public class RecordingLogFactory : ILogFactory
{
    private readonly ConcurrentQueue<(string Name, LogLevel Level, string Message)> _lines = new();

    /// <summary>The messages of a level, oldest first, from all logs or from one.</summary>
    public string[] Messages(LogLevel level, string? name = null) =>
        [.. _lines.Where(line => line.Level == level && (name == null || line.Name == name)).Select(line => line.Message)];

    public string[] Errors() => [.. _lines.Where(line => line.Level >= LogLevel.Error).Select(line => line.Message)];

    public ILog GetLog(string name) => new Log(name, this);

    private sealed class Log(string name, RecordingLogFactory factory) : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => true;

        protected override void Write(LogLevel level, string message, Exception? exception) => factory._lines.Enqueue((name, level, message));
    }
}
