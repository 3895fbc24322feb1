namespace SuperSocket.Common;

/// <summary>What a search for a mark must remember between blocks. Not thread-safe.</summary>
/// <typeparam name="T">The element's type.</typeparam>
public class SearchMarkState<T>
    where T : IEquatable<T>
{
    /// <summary>Starts a search.</summary>
    /// <param name="mark">What is looked for; at least one element.</param>
    /// <exception cref="ArgumentNullException">The mark is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The mark is empty.</exception>
    public SearchMarkState(T[] mark)
    {
        MarkSearch.Check<T>(mark);
        Mark = mark;
    }

    /// <summary>What is looked for.</summary>
    public T[] Mark { get; }

    /// <summary>How many elements of the mark ended the blocks searched so far; 0 after a find.</summary>
    public int Matched { get; set; }
}
