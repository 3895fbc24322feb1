using System.Globalization;

namespace ChatServer.Protocol.Languages;

/// <summary>How a time is shown in every language: ISO 8601, UTC, milliseconds.</summary>
public static class Time
{
    /// <summary>Shows a time.</summary>
    /// <param name="time">The time.</param>
    public static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
