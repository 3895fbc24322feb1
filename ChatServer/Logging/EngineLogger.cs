using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ChatServer.Logging;

/// <summary>Lets code that knows only <see cref="ILogger"/> write to a log of the engine, with event ids and values if that log takes them.</summary>
/// <param name="log">The engine's log.</param>
/// <param name="session">The session that all lines are about; may be <see langword="null"/>.</param>
internal sealed class EngineLogger(ILog log, ISessionBase? session = null) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel switch
    {
        LogLevel.Trace or LogLevel.Debug => log.IsDebugEnabled,
        LogLevel.Information => log.IsInfoEnabled,
        LogLevel.Warning => log.IsWarnEnabled,
        LogLevel.Error => log.IsErrorEnabled,
        LogLevel.Critical => log.IsFatalEnabled,
        _ => false,
    };

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var entry = new StructuredEntry<TState>(LogLevels.Map(logLevel), session, eventId, state, exception, formatter);
        if (log is IEntryLog own)
            own.Write(entry);
        else
            Write(entry);
    }

    private void Write(LogEntry entry)
    {
        (Action<object> write, Action<object, Exception> writeWithException) = entry.Level switch
        {
            SuperSocket.SocketBase.Logging.LogLevel.Debug => ((Action<object>)log.Debug, (Action<object, Exception>)log.Debug),
            SuperSocket.SocketBase.Logging.LogLevel.Info => (log.Info, log.Info),
            SuperSocket.SocketBase.Logging.LogLevel.Warn => (log.Warn, log.Warn),
            SuperSocket.SocketBase.Logging.LogLevel.Error => (log.Error, log.Error),
            _ => (log.Fatal, log.Fatal),
        };
        if (entry.Exception == null)
            write(entry.ToString());
        else
            writeWithException(entry.ToString(), entry.Exception);
    }
}
