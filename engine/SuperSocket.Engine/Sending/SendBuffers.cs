using System.Buffers;

namespace SuperSocket.SocketEngine;

/// <summary>The memory of send queues: pooled, except for what is so large that a pool would keep it for long for nobody.</summary>
internal static class SendBuffers
{
    private const int MaxPooled = 1024 * 1024;

    /// <summary>Gets a buffer.</summary>
    /// <param name="size">The least size in bytes.</param>
    public static byte[] Rent(int size)
        => size > MaxPooled ? GC.AllocateUninitializedArray<byte>(size) : ArrayPool<byte>.Shared.Rent(size);

    /// <summary>Gives a buffer back.</summary>
    public static void Return(byte[] buffer)
    {
        if (buffer.Length <= MaxPooled)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
