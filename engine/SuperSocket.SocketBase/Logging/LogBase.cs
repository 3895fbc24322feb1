using System.Globalization;

namespace SuperSocket.SocketBase.Logging;

/// <summary>The level of a log line.</summary>
public enum LogLevel
{
    /// <summary>For finding a fault.</summary>
    Debug,

    /// <summary>Ordinary events.</summary>
    Info,

    /// <summary>Worth a look; the server copes.</summary>
    Warn,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>The process cannot go on.</summary>
    Fatal,
}

/// <summary>
/// Our extension: the whole of <see cref="ILog"/> in terms of two methods.
/// </summary>
public abstract class LogBase : ILog
{
    /// <inheritdoc/>
    public bool IsDebugEnabled => IsEnabled(LogLevel.Debug);

    /// <inheritdoc/>
    public bool IsErrorEnabled => IsEnabled(LogLevel.Error);

    /// <inheritdoc/>
    public bool IsFatalEnabled => IsEnabled(LogLevel.Fatal);

    /// <inheritdoc/>
    public bool IsInfoEnabled => IsEnabled(LogLevel.Info);

    /// <inheritdoc/>
    public bool IsWarnEnabled => IsEnabled(LogLevel.Warn);

    /// <inheritdoc/>
    public void Debug(object message) => Log(LogLevel.Debug, message, null);

    /// <inheritdoc/>
    public void Debug(object message, Exception exception) => Log(LogLevel.Debug, message, exception);

    /// <inheritdoc/>
    public void DebugFormat(string format, object arg0) => Log(LogLevel.Debug, CultureInfo.CurrentCulture, format, arg0);

    /// <inheritdoc/>
    public void DebugFormat(string format, params object[] args) => Log(LogLevel.Debug, CultureInfo.CurrentCulture, format, args);

    /// <inheritdoc/>
    public void DebugFormat(IFormatProvider provider, string format, params object[] args) => Log(LogLevel.Debug, provider, format, args);

    /// <inheritdoc/>
    public void DebugFormat(string format, object arg0, object arg1) => Log(LogLevel.Debug, CultureInfo.CurrentCulture, format, arg0, arg1);

    /// <inheritdoc/>
    public void DebugFormat(string format, object arg0, object arg1, object arg2)
        => Log(LogLevel.Debug, CultureInfo.CurrentCulture, format, arg0, arg1, arg2);

    /// <inheritdoc/>
    public void Error(object message) => Log(LogLevel.Error, message, null);

    /// <inheritdoc/>
    public void Error(object message, Exception exception) => Log(LogLevel.Error, message, exception);

    /// <inheritdoc/>
    public void ErrorFormat(string format, object arg0) => Log(LogLevel.Error, CultureInfo.CurrentCulture, format, arg0);

    /// <inheritdoc/>
    public void ErrorFormat(string format, params object[] args) => Log(LogLevel.Error, CultureInfo.CurrentCulture, format, args);

    /// <inheritdoc/>
    public void ErrorFormat(IFormatProvider provider, string format, params object[] args) => Log(LogLevel.Error, provider, format, args);

    /// <inheritdoc/>
    public void ErrorFormat(string format, object arg0, object arg1) => Log(LogLevel.Error, CultureInfo.CurrentCulture, format, arg0, arg1);

    /// <inheritdoc/>
    public void ErrorFormat(string format, object arg0, object arg1, object arg2)
        => Log(LogLevel.Error, CultureInfo.CurrentCulture, format, arg0, arg1, arg2);

    /// <inheritdoc/>
    public void Fatal(object message) => Log(LogLevel.Fatal, message, null);

    /// <inheritdoc/>
    public void Fatal(object message, Exception exception) => Log(LogLevel.Fatal, message, exception);

    /// <inheritdoc/>
    public void FatalFormat(string format, object arg0) => Log(LogLevel.Fatal, CultureInfo.CurrentCulture, format, arg0);

    /// <inheritdoc/>
    public void FatalFormat(string format, params object[] args) => Log(LogLevel.Fatal, CultureInfo.CurrentCulture, format, args);

    /// <inheritdoc/>
    public void FatalFormat(IFormatProvider provider, string format, params object[] args) => Log(LogLevel.Fatal, provider, format, args);

    /// <inheritdoc/>
    public void FatalFormat(string format, object arg0, object arg1) => Log(LogLevel.Fatal, CultureInfo.CurrentCulture, format, arg0, arg1);

    /// <inheritdoc/>
    public void FatalFormat(string format, object arg0, object arg1, object arg2)
        => Log(LogLevel.Fatal, CultureInfo.CurrentCulture, format, arg0, arg1, arg2);

    /// <inheritdoc/>
    public void Info(object message) => Log(LogLevel.Info, message, null);

    /// <inheritdoc/>
    public void Info(object message, Exception exception) => Log(LogLevel.Info, message, exception);

    /// <inheritdoc/>
    public void InfoFormat(string format, object arg0) => Log(LogLevel.Info, CultureInfo.CurrentCulture, format, arg0);

    /// <inheritdoc/>
    public void InfoFormat(string format, params object[] args) => Log(LogLevel.Info, CultureInfo.CurrentCulture, format, args);

    /// <inheritdoc/>
    public void InfoFormat(IFormatProvider provider, string format, params object[] args) => Log(LogLevel.Info, provider, format, args);

    /// <inheritdoc/>
    public void InfoFormat(string format, object arg0, object arg1) => Log(LogLevel.Info, CultureInfo.CurrentCulture, format, arg0, arg1);

    /// <inheritdoc/>
    public void InfoFormat(string format, object arg0, object arg1, object arg2)
        => Log(LogLevel.Info, CultureInfo.CurrentCulture, format, arg0, arg1, arg2);

    /// <inheritdoc/>
    public void Warn(object message) => Log(LogLevel.Warn, message, null);

    /// <inheritdoc/>
    public void Warn(object message, Exception exception) => Log(LogLevel.Warn, message, exception);

    /// <inheritdoc/>
    public void WarnFormat(string format, object arg0) => Log(LogLevel.Warn, CultureInfo.CurrentCulture, format, arg0);

    /// <inheritdoc/>
    public void WarnFormat(string format, params object[] args) => Log(LogLevel.Warn, CultureInfo.CurrentCulture, format, args);

    /// <inheritdoc/>
    public void WarnFormat(IFormatProvider provider, string format, params object[] args) => Log(LogLevel.Warn, provider, format, args);

    /// <inheritdoc/>
    public void WarnFormat(string format, object arg0, object arg1) => Log(LogLevel.Warn, CultureInfo.CurrentCulture, format, arg0, arg1);

    /// <inheritdoc/>
    public void WarnFormat(string format, object arg0, object arg1, object arg2)
        => Log(LogLevel.Warn, CultureInfo.CurrentCulture, format, arg0, arg1, arg2);

    /// <summary>Whether lines of a level are written.</summary>
    /// <param name="level">The level.</param>
    /// <returns>Whether they are.</returns>
    protected abstract bool IsEnabled(LogLevel level);

    /// <summary>Writes a line. Called for enabled levels only, from several threads at once.</summary>
    /// <param name="level">Its level.</param>
    /// <param name="message">What to say, made safe to print.</param>
    /// <param name="exception">What happened, if anything did.</param>
    protected abstract void Write(LogLevel level, string message, Exception? exception);

    /// <summary>
    /// Writes a line that is given as a format and its arguments. The base formats it. Called for enabled levels only, from several threads at once.
    /// </summary>
    /// <param name="level">Its level.</param>
    /// <param name="provider">How numbers and dates are written.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    protected virtual void WriteFormat(LogLevel level, IFormatProvider provider, string format, object[] args)
        => Write(level, PrintableText.Lines(string.Format(provider, format, args)), null);

    private void Log(LogLevel level, object? message, Exception? exception)
    {
        if (IsEnabled(level))
            Write(level, PrintableText.Lines(message?.ToString() ?? string.Empty), exception);
    }

    private void Log(LogLevel level, IFormatProvider provider, string format, params object[] args)
    {
        if (IsEnabled(level))
            WriteFormat(level, provider, format, args);
    }
}
