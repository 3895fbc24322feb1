using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketBase;

/// <summary>Writes log lines that start with the session that they are about.</summary>
public static class LoggerExtension
{
    /// <summary>Writes an Error line about a session.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="session">The session.</param>
    /// <param name="title">What failed.</param>
    /// <param name="e">Why.</param>
    public static void Error(this ILog logger, ISessionBase session, string title, Exception e)
        => logger.Forward(new TextEntry(LogLevel.Error, session, title, e));

    /// <summary>Writes an Error line about a session.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="session">The session.</param>
    /// <param name="message">What failed.</param>
    public static void Error(this ILog logger, ISessionBase session, string message)
        => logger.Forward(new TextEntry(LogLevel.Error, session, message, null));

    /// <summary>Writes an Info line about a session.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="session">The session.</param>
    /// <param name="message">What happened.</param>
    public static void Info(this ILog logger, ISessionBase session, string message)
    {
        if (logger.IsInfoEnabled)
            logger.Forward(new TextEntry(LogLevel.Info, session, message, null));
    }

    /// <summary>Writes a Debug line about a session.</summary>
    /// <param name="logger">The log.</param>
    /// <param name="session">The session.</param>
    /// <param name="message">What happened.</param>
    public static void Debug(this ILog logger, ISessionBase session, string message)
    {
        if (logger.IsDebugEnabled)
            logger.Forward(new TextEntry(LogLevel.Debug, session, message, null));
    }

    /// <summary>Writes an Info line to the log <c>Perf</c>.</summary>
    /// <param name="appServer">Whose log factory is used.</param>
    /// <param name="message">What was measured.</param>
    public static void LogPerf(this IAppServer appServer, string message) => appServer.LogFactory.GetLog("Perf").Info(message);
}
