using Microsoft.Extensions.Logging;

namespace ChatServer.Logging;

/// <summary>The level as the number of syslog, which the journal of systemd takes off the line; it has the time itself.</summary>
internal sealed class SystemdLineFormat : ILineFormat
{
    /// <inheritdoc/>
    public string Format(in LogRecord record) => $"<{PriorityOf(record.Level)}>{SimpleLineFormat.GetTextWithId(record)}";

    private static int PriorityOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => 7,
        LogLevel.Information => 6,
        LogLevel.Warning => 4,
        LogLevel.Error => 3,
        _ => 2,
    };
}
