namespace SuperSocket.Common;

/// <summary>Finds a mark that may be split over blocks.</summary>
internal static class MarkSearch
{
    /// <summary>Refuses a mark that cannot be searched for.</summary>
    public static void Check<T>(T[] mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (mark.Length == 0)
            throw new ArgumentException("A mark needs at least one element.", nameof(mark));
    }

    /// <summary>Looks for the first mark that ends in a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="matched">How many elements of the mark end right before the block; less than the mark's length.</param>
    /// <param name="partial">How many elements of the mark end the block; 0 after a find.</param>
    /// <returns>Where the mark ends, counted from the block's start; -1 if it is not there.</returns>
    public static int FindEnd<T>(ReadOnlySpan<T> block, ReadOnlySpan<T> mark, int matched, out int partial)
        where T : IEquatable<T>
    {
        // A mark that starts before the block: the longest prefix first, then those that overlap with it ("aab" in "aa" + "ab").
        for (int held = matched; held > 0; held = Border(mark[..held]))
        {
            var missing = mark[held..];
            int compared = Math.Min(missing.Length, block.Length);
            if (!block[..compared].SequenceEqual(missing[..compared]))
                continue;
            partial = compared == missing.Length ? 0 : held + compared;
            return partial == 0 ? compared : -1;
        }

        partial = 0;
        int start = block.IndexOf(mark);
        if (start >= 0)
            return start + mark.Length;

        partial = Math.Min(mark.Length - 1, block.Length);
        while (partial > 0 && !block.EndsWith(mark[..partial]))
            partial--;
        return -1;
    }

    /// <summary>Length of the longest prefix of a text, shorter than the text, that is also its suffix.</summary>
    public static int Border<T>(ReadOnlySpan<T> text)
        where T : IEquatable<T>
    {
        int length = text.Length - 1;
        while (length > 0 && !text.EndsWith(text[..length]))
            length--;
        return length;
    }
}
