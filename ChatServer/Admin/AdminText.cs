using System.Globalization;
using System.Text;
using ChatServer.Protocol.Languages;
using SuperSocket.SocketBase;
using Wcwidth;

namespace ChatServer.Admin;

/// <summary>Writes a result for people: the values in two columns, tables with a heading, then the message.</summary>
internal static class AdminText
{
    private const string Gap = "  ";

    /// <summary>Writes a result.</summary>
    /// <param name="result">The result.</param>
    /// <returns>Lines with LF between them; nothing in them acts on a terminal.</returns>
    public static string Write(AdminResult result)
    {
        string[][] fields = [.. result.Fields.Where(field => field.Label.Length > 0).Select(field => new[] { field.Label, Show(field.Value) })];
        List<string> lines = [.. WriteColumns(fields, isNumeric: _ => false)];
        foreach (AdminTable table in result.Tables)
        {
            if (lines.Count > 0)
                lines.Add(string.Empty);
            lines.AddRange(Write(table));
        }

        if (result.Message.Length > 0)
            lines.Add(PrintableText.Line(result.Message));
        return string.Join('\n', lines);
    }

    /// <summary>Shows a duration: its two largest units.</summary>
    /// <param name="time">The duration.</param>
    public static string Show(TimeSpan time)
    {
        (string Unit, long Seconds)[] units = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)];
        long rest = (long)time.TotalSeconds;
        int first = Array.FindIndex(units, unit => rest >= unit.Seconds);
        if (first < 0)
            return "0s";
        string text = $"{rest / units[first].Seconds}{units[first].Unit}";
        rest %= units[first].Seconds;
        return first + 1 < units.Length && rest / units[first + 1].Seconds > 0 ? $"{text}{rest / units[first + 1].Seconds}{units[first + 1].Unit}" : text;
    }

    private static IEnumerable<string> Write(AdminTable table)
    {
        if (table.Rows.Count == 0)
            return [table.Empty];
        string[][] rows = [[.. table.Columns.Select(column => column.Label)], .. table.Rows.Select(row => row.Select(Show).ToArray())];
        return WriteColumns(rows, column => table.Rows.All(row => row[column] is int or long or null) && table.Rows.Any(row => row[column] != null));
    }

    private static IEnumerable<string> WriteColumns(string[][] rows, Func<int, bool> isNumeric)
    {
        if (rows.Length == 0)
            yield break;
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => GetWidth(row[column])))];
        bool[] isRight = [.. Enumerable.Range(0, widths.Length).Select(isNumeric)];
        foreach (string[] row in rows)
        {
            var line = new StringBuilder();
            for (int column = 0; column < row.Length; column++)
            {
                string padding = new(' ', widths[column] - GetWidth(row[column]));
                line.Append(column > 0 ? Gap : string.Empty).Append(isRight[column] ? padding + row[column] : row[column] + padding);
            }

            yield return line.ToString().TrimEnd();
        }
    }

    private static string Show(object? value) => value switch
    {
        null => "-",
        bool yes => yes ? "yes" : "no",
        DateTimeOffset time => Time.Show(time),
        TimeSpan time => Show(time),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => PrintableText.Line(value.ToString()!),
    };

    private static int GetWidth(string text) => text.EnumerateRunes().Sum(rune => Math.Max(0, UnicodeCalculator.GetWidth(rune.Value)));
}
