using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase.Logging;
using EngineLevel = SuperSocket.SocketBase.Logging.LogLevel;
using LogEntry = SuperSocket.SocketBase.Logging.LogEntry;

namespace ChatServer.Logging;

/// <summary>The engine's logs over Microsoft.Extensions.Logging.</summary>
/// <param name="loggers">Makes the loggers. The caller's.</param>
public sealed class ChatLogFactory(ILoggerFactory loggers) : ILogFactory
{
    // A line that has no event id of its own.
    private static readonly EventId Engine = new(1000, "Engine");

    /// <inheritdoc/>
    public ILog GetLog(string name) => new Log(loggers.CreateLogger(name));

    private sealed class Log(ILogger logger) : LogBase, IEntryLog
    {
        public void Write(LogEntry entry)
        {
            Microsoft.Extensions.Logging.LogLevel level = LogLevels.Map(entry.Level);
            if (!logger.IsEnabled(level))
                return;
            if (entry is StructuredEntry own)
                own.WriteTo(logger, level);
            else if (entry.Session is { } session)
                logger.Log(level, Engine, new SessionLogState(session, entry.Message, null), entry.Exception, static (state, _) => state.ToString());
            else
                logger.Log(level, Engine, entry.Message, entry.Exception, static (text, _) => text);
        }

        protected override bool IsEnabled(EngineLevel level) => logger.IsEnabled(LogLevels.Map(level));

        protected override void Write(EngineLevel level, string message, Exception? exception)
            => logger.Log(LogLevels.Map(level), Engine, message, exception, static (text, _) => text);
    }
}
