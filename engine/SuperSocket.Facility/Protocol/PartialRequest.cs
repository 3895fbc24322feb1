using SuperSocket.Common;

namespace SuperSocket.Facility.Protocol;

/// <summary>Collects a number of bytes that is known beforehand.</summary>
internal static class PartialRequest
{
    /// <summary>Adds a block to the bytes held, but no more than are needed.</summary>
    /// <param name="held">The bytes held; empty after the last byte arrived.</param>
    /// <param name="size">How many bytes are needed, with those held.</param>
    /// <param name="block">The array that holds the block.</param>
    /// <param name="offset">Where the block starts.</param>
    /// <param name="length">The block's length in bytes.</param>
    /// <param name="whole">All bytes; they lie in the block if none were held.</param>
    /// <param name="rest">How many bytes of the block were not needed.</param>
    /// <returns>Whether all bytes are there.</returns>
    public static bool TryComplete(
        this ArraySegmentList held, int size, byte[] block, int offset, int length, out ArraySegment<byte> whole, out int rest)
    {
        int used = Math.Min(size - held.Count, length);
        rest = length - used;
        whole = new ArraySegment<byte>(block, offset, used);
        if (used == size)
            return true;

        held.Append(whole);
        if (held.Count < size)
            return false;
        whole = held.Detach();
        return true;
    }
}
