namespace SuperSocket.Common;

/// <content>
/// One growing array in place of many segments: a request that arrives byte by byte costs one copy per byte on average
/// and can be handed on without another copy.
/// </content>
public partial class ArraySegmentList<T>
{
    private const int MinArray = 32;

    // The array of the only segment while the list is filled by Append. Never handed on while the list still writes to it.
    private T[]? _growing;

    /// <summary>Copies elements to the end, and makes all elements one segment.</summary>
    internal void Append(ReadOnlySpan<T> elements)
    {
        if (elements.IsEmpty)
            return;

        int count = Count;
        int total = checked(count + elements.Length);
        if (_growing is null || _growing.Length < total || _segments.Count != 1 || _segments[0].Array != _growing)
        {
            int doubled = (int)Math.Min(2L * count, Array.MaxLength);
            var bigger = new T[Math.Max(Math.Max(total, doubled), MinArray)];
            CopyTo(bigger);
            ClearSegements();
            _growing = bigger;
        }

        elements.CopyTo(_growing.AsSpan(count));
        _segments.Clear();
        _segments.Add(new Segment(_growing, 0, total, 0));
        Count = total;
    }

    /// <summary>All elements in one array: that of the only segment, or a copy.</summary>
    internal ArraySegment<T> ToSegment() => _segments.Count switch
    {
        0 => ArraySegment<T>.Empty,
        1 => new ArraySegment<T>(_segments[0].Array, _segments[0].Offset, _segments[0].Length),
        _ => ToArrayData(),
    };

    /// <summary>Returns all elements in one array and forgets them.</summary>
    internal ArraySegment<T> Detach()
    {
        var all = ToSegment();
        ClearSegements();
        return all;
    }
}
