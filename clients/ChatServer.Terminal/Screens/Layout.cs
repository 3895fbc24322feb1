using System.Text;

namespace ChatServer.Terminal.Screens;

/// <summary>Cuts text into the rows of a terminal, if possible at spaces and between wide characters.</summary>
internal static class Layout
{
    private readonly record struct Cell(string Text, int Width, Tone Tone)
    {
        public bool IsSpace => Text == " ";
    }

    /// <summary>The rows of an entry.</summary>
    /// <param name="entry">What is shown.</param>
    /// <param name="width">Cells of a row; the last one stays free, because terminals differ in what they do behind it.</param>
    public static List<List<Span>> Rows(Entry entry, int width)
    {
        int max = Math.Max(2, width - 1);
        int indent = entry.Indent < max / 2 ? entry.Indent : 0;
        List<List<Span>> rows = [];
        List<Cell> row = [];
        int used = 0;
        foreach (Cell cell in entry.Spans.SelectMany(span => Cells.Characters(span.Text).Select(character => new Cell(character.Text, character.Cells, span.Tone))))
        {
            if (used + cell.Width > max)
            {
                int end = cell.IsSpace ? row.Count : BreakOf(row, cell, rows.Count == 0 ? 0 : indent, max - indent);
                rows.Add(Join(row[..end]));
                row = [.. Enumerable.Repeat(new Cell(" ", 1, Tone.Normal), indent), .. row[end..].SkipWhile(rest => rest.IsSpace)];
                used = row.Sum(rest => rest.Width);
                if (cell.IsSpace)
                    continue;
            }

            row.Add(cell);
            used += cell.Width;
        }

        rows.Add(Join(row));
        return rows;
    }

    // The row ends after its last space, or between two wide characters, if the rest fits into the next row; otherwise where it is full.
    private static int BreakOf(List<Cell> row, Cell next, int from, int room)
    {
        int rest = next.Width;
        for (int i = row.Count; i > from + 1 && rest <= room; rest += row[--i].Width)
        {
            Cell after = i == row.Count ? next : row[i];
            if ((row[i - 1].IsSpace && row.Skip(from).Take(i - from).Any(cell => !cell.IsSpace)) || (row[i - 1].Width == 2 && after.Width == 2))
                return i;
        }

        return row.Count;
    }

    private static List<Span> Join(List<Cell> row)
    {
        List<Span> spans = [];
        var text = new StringBuilder();
        for (int i = 0; i < row.Count; i++)
        {
            text.Append(row[i].Text);
            if (i + 1 < row.Count && row[i + 1].Tone == row[i].Tone)
                continue;
            spans.Add(new Span(text.ToString(), row[i].Tone));
            text.Clear();
        }

        return spans;
    }
}
