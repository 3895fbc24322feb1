using System.Globalization;
using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;

namespace ChatServer.Logging;

/// <summary>UTC time, level, name of the log, event id and text.</summary>
internal sealed class SimpleLineFormat : ILineFormat
{
    /// <inheritdoc/>
    public string Format(in LogRecord record)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{record.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff'Z'} {NameOf(record.Level)}: {GetTextWithId(record)}");

    /// <summary>Name of the log, event id, text and exception, on one line.</summary>
    /// <param name="record">What the line says.</param>
    public static string GetTextWithId(in LogRecord record)
    {
        // The message of an exception may quote what a client sent.
        string exception = record.Exception == null ? string.Empty : " " + PrintableText.Lines(record.Exception.ToString());
        return string.Create(CultureInfo.InvariantCulture, $"{record.Category}[{record.Event.Id}] {record.Text}{exception}").ReplaceLineEndings(" ");
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
