using System.Buffers;

namespace SuperSocket.SocketEngine;

/// <summary>The buffers of send queues. They come from a pool, except very large ones, which a pool would keep unused for a long time.</summary>
internal static class SendBuffers
{
    private const int MaxPooled = 1024 * 1024;

    /// <summary>Gets a buffer.</summary>
    /// <param name="size">The minimum size in bytes.</param>
    public static byte[] Rent(int size)
        => size > MaxPooled ? GC.AllocateUninitializedArray<byte>(size) : ArrayPool<byte>.Shared.Rent(size);

    /// <summary>Returns a buffer.</summary>
    public static void Return(byte[] buffer)
    {
        if (buffer.Length <= MaxPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
