using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Tests.Engine.Support;

public sealed record LogLine(string Logger, LogLevel Level, string Message, Exception? Exception)
{
    public bool Contains(string text)
        => Message.Contains(text, StringComparison.Ordinal)
            || (Exception?.ToString().Contains(text, StringComparison.Ordinal) ?? false);
}
