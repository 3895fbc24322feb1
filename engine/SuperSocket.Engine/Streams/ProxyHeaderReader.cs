using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Reads the PROXY header from a socket, and no byte after it.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>Maximum time for a proxy to send the header.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // Longer than headers are in practice. For a longer header the buffer grows.
    private const int UsualLength = 536;

    /// <summary>Reads the header.</summary>
    /// <returns>The client that the header names. <see langword="null"/> if the real address of the connection applies.</returns>
    /// <exception cref="InvalidDataException">There is no valid header. The message states the reason.</exception>
    /// <exception cref="OperationCanceledException">The timeout ended, or the caller canceled.</exception>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static async Task<IPEndPoint?> ReadAsync(Socket socket, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(Limit);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(UsualLength);
        int taken = 0;
        try
        {
            // If the peeked bytes are not yet a whole header, all of them belong to the header. So they can be removed from the socket.
            while (true)
            {
                if (taken == buffer.Length)
                    Grow(ref buffer, taken);
                int seen = taken + await socket.ReceiveAsync(buffer.AsMemory(taken), SocketFlags.Peek, time.Token).ConfigureAwait(false);
                if (seen == taken)
                    throw new InvalidDataException("the connection ended before it");
                ProxyHeader? header = ProxyHeader.Read(buffer.AsSpan(0, seen));
                int end = header?.Length ?? seen;
                while (taken < end)
                    taken += await socket.ReceiveAsync(buffer.AsMemory(taken, end - taken), SocketFlags.None, time.Token).ConfigureAwait(false);
                if (header is { } complete)
                    return complete.Source;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Grow(ref byte[] buffer, int used)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(buffer.Length * 2, ProxyHeader.MaxHeader));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
