using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Web;

/// <summary>
/// What the web server's own logs become in ours: errors stay errors, warnings are for who wants to know everything, the rest is dropped.
/// </summary>
/// <param name="log">Our log.</param>
internal sealed class KestrelLogs(ILog log) : ILoggerProvider, ILogger
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public void Dispose()
    {
        // The log is the server's.
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc/>
    public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => logLevel >= Microsoft.Extensions.Logging.LogLevel.Warning;

    /// <inheritdoc/>
    public void Log<TState>(
        Microsoft.Extensions.Logging.LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        string message = "Web server: " + formatter(state, exception);
        if (logLevel < Microsoft.Extensions.Logging.LogLevel.Error)
            log.Info(message);
        else if (exception == null)
            log.Error(message);
        else
            log.Error(message, exception);
    }
}
