namespace SuperSocket.SocketBase.Logging;

/// <summary>Writes a line of any level to a log, which has a method for each level only.</summary>
internal static class LogForwarding
{
    /// <summary>Whether lines of a level are written.</summary>
    public static bool IsEnabled(this ILog log, LogLevel level) => level switch
    {
        LogLevel.Debug => log.IsDebugEnabled,
        LogLevel.Info => log.IsInfoEnabled,
        LogLevel.Warn => log.IsWarnEnabled,
        LogLevel.Error => log.IsErrorEnabled,
        _ => log.IsFatalEnabled,
    };

    /// <summary>Writes a line.</summary>
    public static void Forward(this ILog log, LogLevel level, string message, Exception? exception)
    {
        (Action<object> plain, Action<object, Exception> withException) = level switch
        {
            LogLevel.Debug => ((Action<object>)log.Debug, (Action<object, Exception>)log.Debug),
            LogLevel.Info => (log.Info, log.Info),
            LogLevel.Warn => (log.Warn, log.Warn),
            LogLevel.Error => (log.Error, log.Error),
            _ => (log.Fatal, log.Fatal),
        };
        if (exception == null)
            plain(message);
        else
            withException(message, exception);
    }

    /// <summary>Writes a line with what it is about, or its text if the log takes nothing else.</summary>
    public static void Forward(this ILog log, LogEntry entry)
    {
        if (log is IEntryLog own)
            own.Write(entry);
        else
            log.Forward(entry.Level, entry.ToString(), entry.Exception);
    }
}
