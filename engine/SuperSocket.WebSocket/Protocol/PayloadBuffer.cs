using System.Buffers;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>Collects a payload that comes in pieces. It grows with what has come, and never by a length that a client declares. Not thread-safe.</summary>
internal sealed class PayloadBuffer
{
    private const int MinSize = 256;

    private byte[]? _bytes;
    private int _count;

    public bool IsEmpty => _count == 0;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    public void Add(ReadOnlySpan<byte> piece)
    {
        if (piece.IsEmpty)
            return;
        int needed = checked(_count + piece.Length);
        if (_bytes == null || needed > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(_count * 2L, Math.Max(needed, MinSize), Array.MaxLength));
            Bytes.CopyTo(larger);
            Clear(out int count);
            (_bytes, _count) = (larger, count);
        }

        piece.CopyTo(_bytes.AsSpan(_count));
        _count = needed;
    }

    /// <summary>Gives the bytes away.</summary>
    /// <param name="pooled">Their array, which the caller returns to the pool.</param>
    public ArraySegment<byte> Take(out byte[] pooled)
    {
        pooled = _bytes!;
        var taken = new ArraySegment<byte>(pooled, 0, _count);
        (_bytes, _count) = (null, 0);
        return taken;
    }

    public void Clear() => Clear(out _);

    private void Clear(out int count)
    {
        count = _count;
        if (_bytes != null)
            ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _count) = (null, 0);
    }
}
