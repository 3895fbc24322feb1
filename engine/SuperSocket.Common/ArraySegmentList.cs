using System.Collections;

namespace SuperSocket.Common;

/// <summary>
/// Parts of arrays, read as one list. Reading in order costs the same for every element; other places are found by halving.
/// What would insert, remove or enumerate elements throws <see cref="NotSupportedException"/>. Not thread-safe.
/// </summary>
/// <typeparam name="T">The element's type.</typeparam>
public partial class ArraySegmentList<T> : IList<T>
    where T : IEquatable<T>
{
    private readonly List<Segment> _segments = [];

    // The segment that was read last: the next read is mostly in it or in its successor.
    private int _current;

    /// <summary>How many segments there are.</summary>
    public int SegmentCount => _segments.Count;

    /// <summary>How many elements all segments have.</summary>
    public int Count { get; private set; }

    /// <summary>Always <see langword="true"/>: the list only grows and shrinks by segments.</summary>
    public bool IsReadOnly => true;

    /// <summary>An element. Setting it writes into the array that was added.</summary>
    /// <param name="index">From 0 to below <see cref="Count"/>.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public T this[int index]
    {
        get => Locate(index, out int place)[place];
        set => Locate(index, out int place)[place] = value;
    }

    /// <summary>Adds a part of an array without copying it.</summary>
    /// <param name="array">The array. It must not be changed while it is in the list.</param>
    /// <param name="offset">Where the part starts.</param>
    /// <param name="length">How many elements it has; nothing is added for 0.</param>
    public void AddSegment(T[] array, int offset, int length) => AddSegment(array, offset, length, false);

    /// <summary>Adds a part of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="offset">Where the part starts.</param>
    /// <param name="length">How many elements it has; nothing is added for 0.</param>
    /// <param name="toBeCopied">Whether to copy the part, because the array is used again.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the array.</exception>
    public void AddSegment(T[] array, int offset, int length, bool toBeCopied)
    {
        ArgumentNullException.ThrowIfNull(array);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, array.Length - offset);
        if (length == 0)
            return;

        int total = checked(Count + length);
        _segments.Add(toBeCopied
            ? new Segment(array.AsSpan(offset, length).ToArray(), 0, length, Count)
            : new Segment(array, offset, length, Count));
        Count = total;
    }

    /// <summary>Removes a segment; what follows moves forward.</summary>
    /// <param name="index">From 0 to below <see cref="SegmentCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such segment.</exception>
    public void RemoveSegmentAt(int index)
    {
        int removed = _segments[index].Length;
        _segments.RemoveAt(index);
        for (int i = index; i < _segments.Count; i++)
            _segments[i] = _segments[i] with { Start = _segments[i].Start - removed };
        Count -= removed;
        _current = 0;
    }

    /// <summary>Removes all segments.</summary>
    public void ClearSegements()
    {
        _segments.Clear();
        _growing = null;
        _current = 0;
        Count = 0;
    }

    /// <summary>Removes elements from the end.</summary>
    /// <param name="trimSize">How many; nothing is removed for 0 or less, everything for <see cref="Count"/> or more.</param>
    public void TrimEnd(int trimSize)
    {
        if (trimSize <= 0)
            return;
        if (trimSize >= Count)
        {
            ClearSegements();
            return;
        }

        Count -= trimSize;
        while (_segments[^1].Start >= Count)
            _segments.RemoveAt(_segments.Count - 1);
        _segments[^1] = _segments[^1] with { Length = Count - _segments[^1].Start };
        _current = 0;
    }

    /// <summary>Looks for a mark that ends in the segment added last. Call it once after each segment, always with the same state.</summary>
    /// <param name="state">The mark, and how much of it ended the segments so far. It is updated.</param>
    /// <returns>The index of the mark's first element in the whole list, or -1 if the mark does not end in the last segment.</returns>
    public int SearchLastSegment(SearchMarkState<T> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (_segments.Count == 0)
            return -1;

        var last = _segments[^1];
        int end = MarkSearch.FindEnd(last.Span, state.Mark, state.Matched, out int partial);
        state.Matched = partial;
        return end < 0 ? -1 : last.Start + end - state.Mark.Length;
    }

    /// <summary>Finds an element.</summary>
    /// <param name="item">The element.</param>
    /// <returns>Its first index, or -1.</returns>
    public int IndexOf(T item)
    {
        foreach (var segment in _segments)
        {
            int found = segment.Span.IndexOf(item);
            if (found >= 0)
                return segment.Start + found;
        }

        return -1;
    }

    private T[] Locate(int index, out int place)
    {
        if ((uint)index >= (uint)Count)
            throw new IndexOutOfRangeException($"Index {index} is outside the list of {Count} elements.");

        int current = Find(index);
        var segment = _segments[current];
        _current = current;
        place = segment.Offset + index - segment.Start;
        return segment.Array;
    }

    // The segment that holds an element that exists.
    private int Find(int index)
    {
        if (_segments[_current].Holds(index))
            return _current;
        if (_current + 1 < _segments.Count && _segments[_current + 1].Holds(index))
            return _current + 1;

        int low = 0;
        int high = _segments.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_segments[middle].Start <= index)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    void ICollection<T>.Add(T item) => throw new NotSupportedException();

    void IList<T>.Insert(int index, T item) => throw new NotSupportedException();

    bool ICollection<T>.Remove(T item) => throw new NotSupportedException();

    void IList<T>.RemoveAt(int index) => throw new NotSupportedException();

    void ICollection<T>.Clear() => throw new NotSupportedException();

    bool ICollection<T>.Contains(T item) => throw new NotSupportedException();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => throw new NotSupportedException();

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException();

    // Start: index of its first element in the whole list.
    private readonly record struct Segment(T[] Array, int Offset, int Length, int Start)
    {
        public ReadOnlySpan<T> Span => new(Array, Offset, Length);

        public bool Holds(int index) => (uint)(index - Start) < (uint)Length;
    }
}
