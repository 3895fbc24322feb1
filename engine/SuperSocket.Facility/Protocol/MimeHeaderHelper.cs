using System.Collections.Specialized;
using System.Text;

namespace SuperSocket.Facility.Protocol;

/// <summary>Reads header lines.</summary>
public static class MimeHeaderHelper
{
    private const string RepeatedValueSeparator = ", ";
    private const string ContinuedValueSeparator = " ";

    /// <summary>
    /// Reads the lines of a header block. The first line is the request itself and is left out. A line that starts with a tab
    /// or a space continues the line before it. The values of a repeated name are joined with a comma and a space.
    /// A line without a colon is left out.
    /// </summary>
    /// <param name="headerData">The header block.</param>
    /// <param name="header">Receives the lines: name to value.</param>
    public static void ParseHttpHeader(string headerData, NameValueCollection header)
    {
        ArgumentNullException.ThrowIfNull(headerData);
        ArgumentNullException.ThrowIfNull(header);

        // Built up per name, so that many short lines of one name cost no more than a long one.
        var values = new Dictionary<string, StringBuilder>(StringComparer.OrdinalIgnoreCase);
        StringBuilder? current = null;
        using var reader = new StringReader(headerData);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;

            if (line[0] is '\t' or ' ')
            {
                Join(current, ContinuedValueSeparator, line);
                continue;
            }

            int colon = line.IndexOf(':', StringComparison.Ordinal);
            current = colon > 0 ? Find(values, line[..colon].TrimEnd(), header) : null;
            Join(current, RepeatedValueSeparator, line.AsSpan(colon + 1));
        }

        foreach (var (name, value) in values)
            header[name] = value.ToString();
    }

    private static StringBuilder Find(Dictionary<string, StringBuilder> values, string name, NameValueCollection header)
    {
        if (!values.TryGetValue(name, out var value))
            values[name] = value = new StringBuilder(header[name]);
        return value;
    }

    private static void Join(StringBuilder? value, string separator, ReadOnlySpan<char> more)
    {
        if (value is null)
            return;
        if (value.Length > 0)
            value.Append(separator);
        value.Append(more.Trim());
    }
}
