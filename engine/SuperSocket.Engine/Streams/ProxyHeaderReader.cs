using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Reads the PROXY header off a socket, and not a byte more.</summary>
internal static class ProxyHeaderReader
{
    /// <summary>How long a proxy may take.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    // More than headers have in practice; a longer one makes the buffer grow.
    private const int UsualLength = 536;

    /// <summary>Reads the header.</summary>
    /// <returns>The client that it names; <see langword="null"/> where the real address stays in force.</returns>
    /// <exception cref="InvalidDataException">There is no valid header; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The time is over, or the caller gave up.</exception>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static async Task<IPEndPoint?> ReadAsync(Socket socket, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(Limit);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(UsualLength);
        int taken = 0;
        try
        {
            // What was looked at and is not yet a whole header is part of it, so it can be taken off the socket.
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
