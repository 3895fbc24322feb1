namespace SuperSocket.Common;

/// <summary>
/// Searches lists. Arrays are searched with vector instructions; of other lists the range is copied first.
/// A range outside the list throws <see cref="ArgumentOutOfRangeException"/>, an empty mark <see cref="ArgumentException"/>.
/// </summary>
public static class BinaryUtil
{
    /// <summary>Finds an element.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="target">The element.</param>
    /// <param name="pos">Where to start.</param>
    /// <param name="length">How many elements to look at.</param>
    /// <returns>The element's index in the list, or -1.</returns>
    public static int IndexOf<T>(this IList<T> source, T target, int pos, int length)
        where T : IEquatable<T>
    {
        int found = View(source, pos, length).IndexOf(target);
        return found < 0 ? -1 : pos + found;
    }

    /// <summary>Finds a mark in a whole list.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="mark">The mark.</param>
    /// <returns><see langword="null"/> if nothing is there; the mark's index; or minus the number of the mark's elements that end the list.</returns>
    public static int? SearchMark<T>(this IList<T> source, T[] mark)
        where T : IEquatable<T>
        => SearchMark(source, mark, out _);

    /// <summary>Finds a mark in a whole list.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="parsedLength">How many elements were used up: those up to the mark's end, or all.</param>
    /// <returns><see langword="null"/> if nothing is there; the mark's index; or minus the number of the mark's elements that end the list.</returns>
    public static int? SearchMark<T>(this IList<T> source, T[] mark, out int parsedLength)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        return SearchMark(source, 0, source.Count, mark, 0, out parsedLength);
    }

    /// <summary>Finds a mark in a range.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="mark">The mark.</param>
    /// <returns><see langword="null"/> if nothing is there; the mark's index; or minus the number of the mark's elements that end the range.</returns>
    public static int? SearchMark<T>(this IList<T> source, int offset, int length, T[] mark)
        where T : IEquatable<T>
        => SearchMark(source, offset, length, mark, 0, out _);

    /// <summary>Finds a mark in a range.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="parsedLength">How many elements of the range were used up: those up to the mark's end, or all.</param>
    /// <returns><see langword="null"/> if nothing is there; the mark's index; or minus the number of the mark's elements that end the range.</returns>
    public static int? SearchMark<T>(this IList<T> source, int offset, int length, T[] mark, out int parsedLength)
        where T : IEquatable<T>
        => SearchMark(source, offset, length, mark, 0, out parsedLength);

    /// <summary>Finds a mark whose start may lie in front of a range.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="matched">How many of the mark's elements were found right in front of the range; less than the mark has.</param>
    /// <returns>
    /// <see langword="null"/> if nothing is there; the index of the mark's first element that lies in the range;
    /// or minus the number of the mark's elements that end the range.
    /// </returns>
    public static int? SearchMark<T>(this IList<T> source, int offset, int length, T[] mark, int matched)
        where T : IEquatable<T>
        => SearchMark(source, offset, length, mark, matched, out _);

    /// <summary>Finds a mark whose start may lie in front of a range.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="matched">How many of the mark's elements were found right in front of the range; less than the mark has.</param>
    /// <param name="parsedLength">How many elements of the range were used up: those up to the mark's end, or all.</param>
    /// <returns>
    /// <see langword="null"/> if nothing is there; the index of the mark's first element that lies in the range;
    /// or minus the number of the mark's elements that end the range.
    /// </returns>
    public static int? SearchMark<T>(this IList<T> source, int offset, int length, T[] mark, int matched, out int parsedLength)
        where T : IEquatable<T>
    {
        MarkSearch.Check(mark);
        ArgumentOutOfRangeException.ThrowIfNegative(matched);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(matched, mark.Length);

        int end = MarkSearch.FindEnd(View(source, offset, length), mark, matched, out int partial);
        parsedLength = end < 0 ? length : end;
        if (end >= 0)
            return offset + Math.Max(0, end - mark.Length);
        return partial == 0 ? null : -partial;
    }

    /// <summary>Finds a mark that may be split over several ranges, searched one after the other with the same state.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="searchState">The mark, and how much of it ended the ranges so far. It is updated.</param>
    /// <returns>The index of the mark's first element that lies in the range, or -1 if the mark does not end in it.</returns>
    public static int SearchMark<T>(this IList<T> source, int offset, int length, SearchMarkState<T> searchState)
        where T : IEquatable<T>
        => SearchMark(source, offset, length, searchState, out _);

    /// <summary>Finds a mark that may be split over several ranges, searched one after the other with the same state.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="searchState">The mark, and how much of it ended the ranges so far. It is updated.</param>
    /// <param name="parsedLength">How many elements of the range were used up: those up to the mark's end, or all.</param>
    /// <returns>The index of the mark's first element that lies in the range, or -1 if the mark does not end in it.</returns>
    public static int SearchMark<T>(this IList<T> source, int offset, int length, SearchMarkState<T> searchState, out int parsedLength)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(searchState);
        int? found = SearchMark(source, offset, length, searchState.Mark, searchState.Matched, out parsedLength);
        searchState.Matched = found < 0 ? -found.Value : 0;
        return found >= 0 ? found.Value : -1;
    }

    /// <summary>Compares the start of a list with a mark.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list; it may be shorter than the mark.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>-1 if they differ, else how many of the mark's elements the list starts with.</returns>
    public static int StartsWith<T>(this IList<T> source, T[] mark)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        return StartsWith(source, 0, source.Count, mark);
    }

    /// <summary>Compares the start of an array with a mark. Without it, C# 14 finds the call ambiguous with that of spans.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The array; it may be shorter than the mark.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>-1 if they differ, else how many of the mark's elements the array starts with.</returns>
    public static int StartsWith<T>(this T[] source, T[] mark)
        where T : IEquatable<T>
        => StartsWith((IList<T>)source, mark);

    /// <summary>Compares the start of a range with a mark.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has; may be less than the mark has.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>-1 if they differ, else how many of the mark's elements the range starts with.</returns>
    public static int StartsWith<T>(this IList<T> source, int offset, int length, T[] mark)
        where T : IEquatable<T>
    {
        MarkSearch.Check(mark);
        CheckRange(source, offset, length);
        int compared = Math.Min(length, mark.Length);
        return View(source, offset, compared).SequenceEqual(mark.AsSpan(0, compared)) ? compared : -1;
    }

    /// <summary>Tells whether a list ends with a mark.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>Whether all of the mark is there.</returns>
    public static bool EndsWith<T>(this IList<T> source, T[] mark)
        where T : IEquatable<T>
    {
        ArgumentNullException.ThrowIfNull(source);
        return EndsWith(source, 0, source.Count, mark);
    }

    /// <summary>Tells whether an array ends with a mark. Without it, C# 14 finds the call ambiguous with that of spans.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The array.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>Whether all of the mark is there.</returns>
    public static bool EndsWith<T>(this T[] source, T[] mark)
        where T : IEquatable<T>
        => EndsWith((IList<T>)source, mark);

    /// <summary>Tells whether a range ends with a mark.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <param name="mark">The mark.</param>
    /// <returns>Whether all of the mark is there.</returns>
    public static bool EndsWith<T>(this IList<T> source, int offset, int length, T[] mark)
        where T : IEquatable<T>
    {
        MarkSearch.Check(mark);
        CheckRange(source, offset, length);
        return length >= mark.Length && View(source, offset + length - mark.Length, mark.Length).SequenceEqual(mark);
    }

    /// <summary>Copies a range.</summary>
    /// <typeparam name="T">The element's type.</typeparam>
    /// <param name="source">The list.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many elements the range has.</param>
    /// <returns>A new array.</returns>
    public static T[] CloneRange<T>(this IList<T> source, int offset, int length)
    {
        CheckRange(source, offset, length);
        var clone = new T[length];
        if (source is T[] array)
        {
            Array.Copy(array, offset, clone, 0, length);
            return clone;
        }

        for (int i = 0; i < length; i++)
            clone[i] = source[offset + i];
        return clone;
    }

    private static ReadOnlySpan<T> View<T>(IList<T> source, int offset, int length)
        where T : IEquatable<T>
    {
        CheckRange(source, offset, length);
        return source switch
        {
            T[] array => new ReadOnlySpan<T>(array, offset, length),
            ArraySegmentList<T> segments => segments.ToArrayData(offset, length),
            _ => CloneRange(source, offset, length),
        };
    }

    private static void CheckRange<T>(IList<T> source, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, source.Count - offset);
    }
}
