using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using LogEntry = SuperSocket.SocketBase.Logging.LogEntry;

namespace SuperSocket.Hosting;

/// <summary>
/// Logs to Microsoft.Extensions.Logging. A format string and its arguments stay apart, so that a structured log can search for the arguments by their
/// numbers; the session of a line is <c>SessionId</c> and <c>RemoteEndPoint</c>.
/// </summary>
/// <param name="loggers">Makes the loggers.</param>
public sealed class HostLogFactory(ILoggerFactory loggers) : ILogFactory
{
    /// <inheritdoc/>
    public ILog GetLog(string name) => new Log(loggers.CreateLogger(name));

    private static Microsoft.Extensions.Logging.LogLevel Map(SocketBase.Logging.LogLevel level) => level switch
    {
        SocketBase.Logging.LogLevel.Debug => Microsoft.Extensions.Logging.LogLevel.Debug,
        SocketBase.Logging.LogLevel.Info => Microsoft.Extensions.Logging.LogLevel.Information,
        SocketBase.Logging.LogLevel.Warn => Microsoft.Extensions.Logging.LogLevel.Warning,
        SocketBase.Logging.LogLevel.Error => Microsoft.Extensions.Logging.LogLevel.Error,
        _ => Microsoft.Extensions.Logging.LogLevel.Critical,
    };

    private sealed class Log(ILogger logger) : LogBase, IEntryLog
    {
        public void Write(LogEntry entry)
        {
            (string, object?)[] values = entry.Session is { } session ? [("SessionId", session.SessionID), ("RemoteEndPoint", session.RemoteEndPoint)] : [];
            if (IsEnabled(entry.Level))
                Write(entry.Level, entry.Message, entry.Exception, values);
        }

        protected override bool IsEnabled(SocketBase.Logging.LogLevel level) => logger.IsEnabled(Map(level));

        protected override void Write(SocketBase.Logging.LogLevel level, string message, Exception? exception) => Write(level, message, exception, []);

        protected override void WriteFormat(SocketBase.Logging.LogLevel level, IFormatProvider provider, string format, object[] args)
        {
            string text = PrintableText.Lines(string.Format(provider, format, args));
            IEnumerable<(string, object?)> values = args.Select((arg, place) => (place.ToString(CultureInfo.InvariantCulture), (object?)arg));
            Write(level, text, null, [.. values, ("{OriginalFormat}", format)]);
        }

        private void Write(SocketBase.Logging.LogLevel level, string text, Exception? exception, (string Name, object? Value)[] values)
            => logger.Log(Map(level), default, new Line(text, values), exception, static (line, _) => line.ToString());
    }

    /// <summary>A line with its values, in the form that structured logs read.</summary>
    private sealed class Line(string text, (string Name, object? Value)[] values) : IReadOnlyList<KeyValuePair<string, object?>>
    {
        public int Count => values.Length;

        public KeyValuePair<string, object?> this[int index] => new(values[index].Name, values[index].Value);

        public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
            => values.Select(value => new KeyValuePair<string, object?>(value.Name, value.Value)).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

        public override string ToString() => text;
    }
}
