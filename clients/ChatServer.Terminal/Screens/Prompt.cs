namespace ChatServer.Terminal.Screens;

/// <summary>The two rows at the bottom: how things are, and what somebody types.</summary>
/// <param name="Status">How things are; <see langword="null"/> for no such row.</param>
/// <param name="Label">What stands before the typed text.</param>
/// <param name="Text">What is typed.</param>
/// <param name="Cursor">Before which of its characters the cursor is.</param>
internal sealed record Prompt(string? Status, string Label, string Text, int Cursor)
{
    /// <summary>The row with the typed text, and the cursor's place in it. A text that is too long is shown in part, with a mark where it goes on.</summary>
    /// <param name="width">Cells of a row.</param>
    public (IReadOnlyList<Span> Row, int Column) TypedRow(int width)
    {
        // Measure the text as it is shown: a direction mark has no width, but its picture does.
        string text = SafeText.Of(Text);
        string label = Cells.Cut(SafeText.Of(Label), width / 2);
        int room = Math.Max(4, width - 1 - Cells.Of(label));
        List<(string Text, int Cells)> characters = [.. Cells.Characters(text)];
        int cursor = Cells.Of(text[..Cursor]);
        bool isLong = Cells.Of(text) >= room;
        int hidden = isLong && cursor >= room - 1 ? cursor - (room * 2 / 3) : 0;

        int skipped = 0;
        int first = 0;
        while (skipped < hidden)
            skipped += characters[first++].Cells;
        string before = first > 0 ? "<" : string.Empty;
        string shown = Cells.Cut(string.Concat(characters.Skip(first).Select(character => character.Text)), room - 1 - before.Length);
        bool goesOn = isLong && skipped + Cells.Of(shown) < Cells.Of(text);
        var row = new List<Span> { new(label, Tone.Own), new(before, Tone.Quiet), new(shown), new(goesOn ? ">" : string.Empty, Tone.Quiet) };
        return (row, Cells.Of(label) + before.Length + cursor - skipped);
    }

    /// <summary>The row that says how things are, filled with hyphens.</summary>
    /// <param name="width">Cells of a row.</param>
    public IReadOnlyList<Span> StatusRow(int width)
    {
        string text = Cells.Cut($"-- {SafeText.Of(Status ?? string.Empty)} ", width - 1);
        return [new Span(text + new string('-', Math.Max(0, width - 1 - Cells.Of(text))), Tone.Quiet)];
    }
}
