using System.Net.Sockets;
using System.Runtime.InteropServices;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Tells a peer that reads slowly from one that does not read. The kernel reports a socket as writable only when a third of its send
/// buffer is free, which may be megabytes; how many bytes the peer has acknowledged shows progress before that.
/// </summary>
internal static class PeerProgress
{
    // struct tcp_info of linux/tcp.h: tcpi_bytes_acked.
    private const int TcpLevel = 6, TcpInfo = 11, BytesAckedOffset = 120;

    /// <summary>Waits for as long as the peer takes something within each span of patience.</summary>
    /// <param name="wait">Waits once, or throws <see cref="TimeoutException"/>.</param>
    /// <param name="socket">The connection.</param>
    /// <param name="patience">How long the wait takes until it throws.</param>
    /// <exception cref="TimeoutException">The peer took nothing for that long, or as good as nothing.</exception>
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

    /// <summary>How many bytes the peer has acknowledged; 0 where the system does not say: then only what the socket takes counts.</summary>
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
