using System.Net.Sockets;
using System.Runtime.InteropServices;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Distinguishes a peer that reads slowly from one that does not read. The kernel reports a socket as writable only when a third of its send buffer is free,
/// which may be megabytes. The number of bytes that the peer has acknowledged shows progress earlier.
/// </summary>
internal static class PeerProgress
{
    // struct tcp_info of linux/tcp.h: tcpi_bytes_acked.
    private const int TcpLevel = 6, TcpInfo = 11, BytesAckedOffset = 120;

    /// <summary>Repeats a wait while the peer makes progress during each span of <paramref name="patience"/>.</summary>
    /// <param name="wait">Waits once. Throws <see cref="TimeoutException"/> after <paramref name="patience"/>.</param>
    /// <param name="socket">The connection.</param>
    /// <param name="patience">The timeout of a single wait.</param>
    /// <exception cref="TimeoutException">During this time the peer accepted nothing, or too few bytes.</exception>
    public static async Task WaitAsync(Func<Task> wait, Socket socket, TimeSpan patience)
    {
        long before = AcknowledgedBytes(socket);
        while (true)
        {
            try
            {
                await wait().ConfigureAwait(false);
                return;
            }
            catch (TimeoutException)
            {
                long now = AcknowledgedBytes(socket);
                if (now - before < PeerPace.MinBytes((long)patience.TotalMilliseconds))
                    throw;
                before = now;
            }
        }
    }

    /// <summary>
    /// Number of bytes that the peer has acknowledged. 0 if the system does not report it; then only the bytes that the socket accepts count as progress.
    /// </summary>
    /// <param name="socket">The connection.</param>
    public static long AcknowledgedBytes(Socket socket)
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        try
        {
            Span<byte> info = stackalloc byte[BytesAckedOffset + sizeof(long)];
            int length = socket.GetRawSocketOption(TcpLevel, TcpInfo, info);
            return length < info.Length ? 0 : MemoryMarshal.Read<long>(info[BytesAckedOffset..]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
