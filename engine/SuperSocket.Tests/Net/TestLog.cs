using System.Collections.Concurrent;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Tests.Net;

// Keeps every line, whatever the name of the log.
internal sealed class TestLog : LogBase, ILogFactory
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

    public ILog GetLog(string name) => this;

    public string[] At(LogLevel level) => [.. _lines.Where(line => line.Level == level).Select(line => line.Text)];

    public string[] From(LogLevel level) => [.. _lines.Where(line => line.Level >= level).Select(line => line.Text)];

    public int Count(LogLevel level, string part) => At(level).Count(text => text.Contains(part, StringComparison.Ordinal));

    protected override bool IsEnabled(LogLevel level) => true;

    protected override void Write(LogLevel level, string message, Exception? exception)
        => _lines.Enqueue((level, exception == null ? message : $"{message}: {exception}"));
}
