using System.Text;

namespace SuperSocket.Common;

/// <summary>Parts of byte arrays, read as one list. Not thread-safe.</summary>
public class ArraySegmentList : ArraySegmentList<byte>
{
    /// <summary>Decodes all bytes. Characters may be split over segments.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <returns>The text.</returns>
    public string Decode(Encoding encoding) => Decode(encoding, 0, Count);

    /// <summary>Decodes a range. Characters may be split over segments.</summary>
    /// <param name="encoding">The encoding.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the list.</exception>
    public string Decode(Encoding encoding, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return encoding.GetString(SegmentCount == 1 ? ToSegment().AsSpan(offset, length) : ToArrayData(offset, length));
    }

    /// <summary>Combines each byte of a range with a byte of a mask by exclusive or, in place, going round the mask from its start.</summary>
    /// <param name="mask">The mask; at least one byte.</param>
    /// <param name="offset">Where the range starts.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is not inside the list.</exception>
    public void DecodeMask(byte[] mask, int offset, int length)
    {
        MarkSearch.Check(mask);
        int turn = 0;
        foreach (var part in Parts(offset, length))
        {
            foreach (ref byte value in part.AsSpan())
            {
                value ^= mask[turn];
                turn = turn + 1 == mask.Length ? 0 : turn + 1;
            }
        }
    }
}
