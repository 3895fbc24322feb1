namespace ChatServer.Terminal.Screens;

/// <summary>Something that is shown above the prompt. Its start may change later, by a text of the same width: the state of an own message.</summary>
/// <param name="spans">The pieces.</param>
internal sealed class Entry(params Span[] spans)
{
    private readonly Span[] _spans = [.. spans.Select(span => span with { Text = SafeText.Of(span.Text) })];

    /// <summary>Where further rows start.</summary>
    public int Indent { get; init; } = 10;

    /// <summary>The pieces, safe to print.</summary>
    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>Characters of all pieces.</summary>
    public int Length { get; } = spans.Sum(span => span.Text.Length);

    /// <summary>Changes a piece.</summary>
    public void Change(int index, Span span) => _spans[index] = span;
}
