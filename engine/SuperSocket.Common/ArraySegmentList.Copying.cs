namespace SuperSocket.Common;

/// <content>Reading ranges.</content>
public partial class ArraySegmentList<T>
{
    /// <summary>Copies all elements.</summary>
    /// <returns>A new array.</returns>
    public T[] ToArrayData() => ToArrayData(0, Count);

    /// <summary>Copies a range.</summary>
    /// <param name="startIndex">Where the range starts.</param>
    /// <param name="length">How many elements it has.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the list.</exception>
    public T[] ToArrayData(int startIndex, int length)
    {
        CheckRange(startIndex, length);
        if (length == 0)
            return [];
        var data = new T[length];
        CopyTo(data, startIndex, 0, length);
        return data;
    }

    /// <summary>Copies as many elements as fit.</summary>
    /// <param name="to">Where to, from its start.</param>
    /// <returns>How many elements were copied.</returns>
    public int CopyTo(T[] to)
    {
        ArgumentNullException.ThrowIfNull(to);
        return CopyTo(to, 0, 0, Math.Min(to.Length, Count));
    }

    /// <summary>Copies a range.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="srcIndex">Where the range starts in the list.</param>
    /// <param name="toIndex">Where it goes in the array.</param>
    /// <param name="length">How many elements it has.</param>
    /// <returns>How many elements were copied.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the list, or does not fit the array.</exception>
    public int CopyTo(T[] to, int srcIndex, int toIndex, int length)
    {
        ArgumentNullException.ThrowIfNull(to);
        CheckRange(srcIndex, length);
        var target = to.AsSpan(toIndex, length);
        if (length == 0)
            return 0;

        for (int i = Find(srcIndex); !target.IsEmpty; i++)
        {
            var source = _segments[i].Span[(srcIndex - _segments[i].Start)..];
            int copied = Math.Min(source.Length, target.Length);
            source[..copied].CopyTo(target);
            target = target[copied..];
            srcIndex += copied;
        }

        return length;
    }

    /// <summary>Copies all elements.</summary>
    /// <param name="array">Where to.</param>
    /// <param name="arrayIndex">Where the first element goes.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not fit.</exception>
    public void CopyTo(T[] array, int arrayIndex) => CopyTo(array, 0, arrayIndex, Count);

    /// <summary>The parts of the arrays that hold a range, in order.</summary>
    internal IEnumerable<ArraySegment<T>> Parts(int startIndex, int length)
    {
        CheckRange(startIndex, length);
        for (int i = length == 0 ? 0 : Find(startIndex); length > 0; i++)
        {
            int skipped = startIndex - _segments[i].Start;
            int taken = Math.Min(_segments[i].Length - skipped, length);
            yield return new ArraySegment<T>(_segments[i].Array, _segments[i].Offset + skipped, taken);
            startIndex += taken;
            length -= taken;
        }
    }

    private void CheckRange(int startIndex, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startIndex);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Count - startIndex);
    }
}
