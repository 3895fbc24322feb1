using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using EngineLevel = SuperSocket.SocketBase.Logging.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace ChatServer.Logging;

/// <summary>The engine's logs over Microsoft.Extensions.Logging.</summary>
/// <param name="loggers">Makes the loggers. The caller's.</param>
public sealed partial class ChatLogFactory(ILoggerFactory loggers) : ILogFactory
{
    /// <inheritdoc/>
    public ILog GetLog(string name) => new Log(loggers.CreateLogger(name));

    /// <summary>The level of Microsoft.Extensions.Logging that means the same.</summary>
    /// <param name="level">A level of the engine.</param>
    public static Level Map(EngineLevel level) => level switch
    {
        EngineLevel.Debug => Level.Debug,
        EngineLevel.Info => Level.Information,
        EngineLevel.Warn => Level.Warning,
        EngineLevel.Error => Level.Error,
        _ => Level.Critical,
    };

    private sealed partial class Log(ILogger logger) : LogBase
    {
        protected override bool IsEnabled(EngineLevel level) => logger.IsEnabled(Map(level));

        // The message of an exception may quote what a client sent, so it is made safe like all else, which the console does not do.
        protected override void Write(EngineLevel level, string message, Exception? exception)
            => Engine(logger, Map(level), exception == null ? message : $"{message} {PrintableText.Lines(exception.ToString())}");

        [LoggerMessage(EventId = 1000, EventName = "Engine", Message = "{Text}")]
        private static partial void Engine(ILogger logger, Level level, string text);
    }
}
