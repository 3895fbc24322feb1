using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Web;

/// <summary>
/// What the web server's own logs become in ours: errors stay errors, warnings are for who wants to know everything, the rest is dropped.
/// </summary>
/// <param name="log">Our log.</param>
/// <param name="onFailedHandshake">Gets the errors of TLS handshakes, each of which a client may cause as often as it likes.</param>
internal sealed class KestrelLogs(ILog log, Action<Exception> onFailedHandshake) : ILoggerProvider, ILogger
{
    /// <summary>What writes about TLS handshakes, at level Debug.</summary>
    public const string HandshakeCategory = "Microsoft.AspNetCore.Server.Kestrel.Https.Internal.HttpsConnectionMiddleware";

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => categoryName == HandshakeCategory ? new HandshakeLog(onFailedHandshake) : this;

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

    private sealed class HandshakeLog(Action<Exception> onFailed) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (exception != null || eventId.Name == "AuthenticationTimedOut")
                onFailed(exception ?? new OperationCanceledException());
        }
    }
}
