namespace SuperSocket.SocketBase.Logging;

/// <summary>Writes to one log. Thread-safe.</summary>
public interface ILog
{
    /// <summary>Whether lines of level Debug are written.</summary>
    bool IsDebugEnabled { get; }

    /// <summary>Whether lines of level Error are written.</summary>
    bool IsErrorEnabled { get; }

    /// <summary>Whether lines of level Fatal are written.</summary>
    bool IsFatalEnabled { get; }

    /// <summary>Whether lines of level Info are written.</summary>
    bool IsInfoEnabled { get; }

    /// <summary>Whether lines of level Warn are written.</summary>
    bool IsWarnEnabled { get; }

    /// <summary>Writes a line of level Debug.</summary>
    /// <param name="message">What to say.</param>
    void Debug(object message);

    /// <summary>Writes a line of level Debug with an exception.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="exception">What happened.</param>
    void Debug(object message, Exception exception);

    /// <summary>Writes a formatted line of level Debug.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its argument.</param>
    void DebugFormat(string format, object arg0);

    /// <summary>Writes a formatted line of level Debug.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void DebugFormat(string format, params object[] args);

    /// <summary>Writes a formatted line of level Debug.</summary>
    /// <param name="provider">The culture to format with.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void DebugFormat(IFormatProvider provider, string format, params object[] args);

    /// <summary>Writes a formatted line of level Debug.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    void DebugFormat(string format, object arg0, object arg1);

    /// <summary>Writes a formatted line of level Debug.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    /// <param name="arg2">Its third argument.</param>
    void DebugFormat(string format, object arg0, object arg1, object arg2);

    /// <summary>Writes a line of level Error.</summary>
    /// <param name="message">What to say.</param>
    void Error(object message);

    /// <summary>Writes a line of level Error with an exception.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="exception">What happened.</param>
    void Error(object message, Exception exception);

    /// <summary>Writes a formatted line of level Error.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its argument.</param>
    void ErrorFormat(string format, object arg0);

    /// <summary>Writes a formatted line of level Error.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void ErrorFormat(string format, params object[] args);

    /// <summary>Writes a formatted line of level Error.</summary>
    /// <param name="provider">The culture to format with.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void ErrorFormat(IFormatProvider provider, string format, params object[] args);

    /// <summary>Writes a formatted line of level Error.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    void ErrorFormat(string format, object arg0, object arg1);

    /// <summary>Writes a formatted line of level Error.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    /// <param name="arg2">Its third argument.</param>
    void ErrorFormat(string format, object arg0, object arg1, object arg2);

    /// <summary>Writes a line of level Fatal.</summary>
    /// <param name="message">What to say.</param>
    void Fatal(object message);

    /// <summary>Writes a line of level Fatal with an exception.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="exception">What happened.</param>
    void Fatal(object message, Exception exception);

    /// <summary>Writes a formatted line of level Fatal.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its argument.</param>
    void FatalFormat(string format, object arg0);

    /// <summary>Writes a formatted line of level Fatal.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void FatalFormat(string format, params object[] args);

    /// <summary>Writes a formatted line of level Fatal.</summary>
    /// <param name="provider">The culture to format with.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void FatalFormat(IFormatProvider provider, string format, params object[] args);

    /// <summary>Writes a formatted line of level Fatal.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    void FatalFormat(string format, object arg0, object arg1);

    /// <summary>Writes a formatted line of level Fatal.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    /// <param name="arg2">Its third argument.</param>
    void FatalFormat(string format, object arg0, object arg1, object arg2);

    /// <summary>Writes a line of level Info.</summary>
    /// <param name="message">What to say.</param>
    void Info(object message);

    /// <summary>Writes a line of level Info with an exception.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="exception">What happened.</param>
    void Info(object message, Exception exception);

    /// <summary>Writes a formatted line of level Info.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its argument.</param>
    void InfoFormat(string format, object arg0);

    /// <summary>Writes a formatted line of level Info.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void InfoFormat(string format, params object[] args);

    /// <summary>Writes a formatted line of level Info.</summary>
    /// <param name="provider">The culture to format with.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void InfoFormat(IFormatProvider provider, string format, params object[] args);

    /// <summary>Writes a formatted line of level Info.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    void InfoFormat(string format, object arg0, object arg1);

    /// <summary>Writes a formatted line of level Info.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    /// <param name="arg2">Its third argument.</param>
    void InfoFormat(string format, object arg0, object arg1, object arg2);

    /// <summary>Writes a line of level Warn.</summary>
    /// <param name="message">What to say.</param>
    void Warn(object message);

    /// <summary>Writes a line of level Warn with an exception.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="exception">What happened.</param>
    void Warn(object message, Exception exception);

    /// <summary>Writes a formatted line of level Warn.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its argument.</param>
    void WarnFormat(string format, object arg0);

    /// <summary>Writes a formatted line of level Warn.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void WarnFormat(string format, params object[] args);

    /// <summary>Writes a formatted line of level Warn.</summary>
    /// <param name="provider">The culture to format with.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    void WarnFormat(IFormatProvider provider, string format, params object[] args);

    /// <summary>Writes a formatted line of level Warn.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    void WarnFormat(string format, object arg0, object arg1);

    /// <summary>Writes a formatted line of level Warn.</summary>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg0">Its first argument.</param>
    /// <param name="arg1">Its second argument.</param>
    /// <param name="arg2">Its third argument.</param>
    void WarnFormat(string format, object arg0, object arg1, object arg2);
}
