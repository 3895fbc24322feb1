namespace SuperSocket.SocketBase.Logging;

/// <summary>Our extension: a line for an <see cref="IEntryLog"/>, with what it is about apart from its text.</summary>
/// <param name="level">How bad it is.</param>
/// <param name="session">The session that it is about; may be <see langword="null"/>.</param>
/// <param name="exception">What failed; may be <see langword="null"/>.</param>
public abstract class LogEntry(LogLevel level, ISessionBase? session, Exception? exception)
{
    /// <summary>How bad it is.</summary>
    public LogLevel Level { get; } = level;

    /// <summary>The session that it is about; may be <see langword="null"/>.</summary>
    public ISessionBase? Session { get; } = session;

    /// <summary>What failed; may be <see langword="null"/>.</summary>
    public Exception? Exception { get; } = exception;

    /// <summary>The text, without the session and the exception.</summary>
    public abstract string Message { get; }

    /// <summary>The text as other logs get it: it begins with the session, if there is one.</summary>
    public override string ToString()
        => Session == null ? Message : $"Session: {Session.SessionID}/{Session.RemoteEndPoint}{Environment.NewLine}{Message}";
}

/// <summary>Our extension: a log that takes lines with what they are about apart from their texts.</summary>
public interface IEntryLog : ILog
{
    /// <summary>Writes a line, if its level is enabled.</summary>
    /// <param name="entry">The line.</param>
    void Write(LogEntry entry);
}

/// <summary>A line that has nothing but its text.</summary>
internal sealed class TextEntry(LogLevel level, ISessionBase? session, string message, Exception? exception) : LogEntry(level, session, exception)
{
    /// <inheritdoc/>
    public override string Message { get; } = message;
}
