using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace ChatServer.Logging;

/// <summary>Lets code that knows only <see cref="ILogger"/> write to a log of the engine, in the same words.</summary>
/// <param name="log">The engine's log.</param>
internal sealed class EngineLogger(ILog log) : ILogger
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
        (Action<object> write, Action<object, Exception> writeWithException) = logLevel switch
        {
            LogLevel.Trace or LogLevel.Debug => ((Action<object>)log.Debug, (Action<object, Exception>)log.Debug),
            LogLevel.Information => (log.Info, log.Info),
            LogLevel.Warning => (log.Warn, log.Warn),
            LogLevel.Error => (log.Error, log.Error),
            _ => (log.Fatal, log.Fatal),
        };
        string text = formatter(state, exception);
        if (exception == null)
            write(text);
        else
            writeWithException(text, exception);
    }
}
