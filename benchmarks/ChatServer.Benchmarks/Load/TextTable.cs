namespace ChatServer.Benchmarks.Load;

/// <summary>A table of text whose columns are as wide as they must be; it is one of Markdown, too.</summary>
/// <param name="header">The first row.</param>
internal sealed class TextTable(string[] header)
{
    private readonly List<string[]> _rows = [header];

    /// <summary>Adds a row.</summary>
    public void Add(string[] row) => _rows.Add(row);

    /// <summary>Writes it. The first column is aligned left, all others right.</summary>
    public void Write(TextWriter output)
    {
        int[] widths = [.. header.Select((_, i) => Math.Max(3, _rows.Max(row => row[i].Length)))];
        Write(output, header, widths);
        output.WriteLine($"|{string.Join('|', widths.Select((width, i) => i == 0 ? new string('-', width + 2) : new string('-', width + 1) + ':'))}|");
        foreach (string[] row in _rows.Skip(1))
            Write(output, row, widths);
    }

    private static void Write(TextWriter output, string[] row, int[] widths)
        => output.WriteLine($"| {string.Join(" | ", row.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))} |");
}
