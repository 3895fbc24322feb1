using System.Globalization;
using System.Text;

namespace SuperSocket.WebSocket;

/// <summary>Writes lines that end with CR LF on every system.</summary>
public static partial class Extensions
{
    private const string CrLf = "\r\n";

    /// <summary>Appends a formatted line.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="arg">Its argument.</param>
    public static void AppendFormatWithCrCf(this StringBuilder builder, string format, object arg)
        => AppendWithCrCf(builder, string.Format(CultureInfo.CurrentCulture, format, arg));

    /// <summary>Appends a formatted line.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="format">A composite format string.</param>
    /// <param name="args">Its arguments.</param>
    public static void AppendFormatWithCrCf(this StringBuilder builder, string format, params object[] args)
        => AppendWithCrCf(builder, string.Format(CultureInfo.CurrentCulture, format, args));

    /// <summary>Appends a line.</summary>
    /// <param name="builder">Where to.</param>
    /// <param name="content">The line without its end.</param>
    public static void AppendWithCrCf(this StringBuilder builder, string content)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Append(content).Append(CrLf);
    }

    /// <summary>Appends an empty line.</summary>
    /// <param name="builder">Where to.</param>
    public static void AppendWithCrCf(this StringBuilder builder) => AppendWithCrCf(builder, string.Empty);
}
