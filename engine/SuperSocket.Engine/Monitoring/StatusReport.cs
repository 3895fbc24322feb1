using System.Globalization;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.SocketEngine;

/// <summary>The text of the periodic report in the log.</summary>
internal static class StatusReport
{
    /// <summary>Appends the figures of one process or server: its name, then a line each, as their descriptions say.</summary>
    public static void Append(StringBuilder text, StatusInfoCollection status, IEnumerable<StatusInfoAttribute> metadata)
    {
        text.Append(status.Name);
        foreach (StatusInfoAttribute figure in metadata.Where(figure => figure.OutputInPerfLog && figure.Key != null))
        {
            if (status[figure.Key] is { } value)
                text.AppendLine().Append("  ").Append(figure.Name ?? figure.Key).Append(": ").Append(Format(figure.Format, value));
        }
    }

    private static string Format(string? format, object value)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, string.IsNullOrEmpty(format) ? "{0}" : format, value);
        }
        catch (FormatException)
        {
            // An application's description; the figure counts more than its form.
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
        }
    }
}
