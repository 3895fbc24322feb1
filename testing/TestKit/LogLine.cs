using SuperSocket.SocketBase.Logging;

namespace TestKit;

/// <summary>A line of the log.</summary>
/// <param name="Logger">Name of the logger.</param>
/// <param name="Level">Its level.</param>
/// <param name="Message">Its text.</param>
/// <param name="Exception">The exception that was logged with it, if any.</param>
public sealed record LogLine(string Logger, LogLevel Level, string Message, Exception? Exception)
{
    /// <summary>Whether the message, or the exception, contains a text.</summary>
    public bool Contains(string text)
        => Message.Contains(text, StringComparison.Ordinal) || (Exception?.ToString().Contains(text, StringComparison.Ordinal) ?? false);

    /// <inheritdoc/>
    public override string ToString() => Exception == null ? Message : $"{Message}: {Exception}";
}
