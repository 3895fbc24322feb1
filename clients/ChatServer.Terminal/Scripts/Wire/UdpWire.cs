using System.Net;
using System.Net.Sockets;

namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>Datagrams, from an address of their own.</summary>
internal sealed class UdpWire : IWire
{
    private const int LongestDatagram = 65507;

    private readonly Socket _socket;

    private UdpWire(Socket socket) => _socket = socket;

    /// <inheritdoc/>
    public WireKind Kind => WireKind.Datagrams;

    /// <inheritdoc/>
    public int? CloseCode => null;

    /// <summary>Opens a socket; nothing is sent.</summary>
    public static async Task<UdpWire> OpenAsync(ServerAddress server, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = await Dns.GetHostAddressesAsync(server.Uri.DnsSafeHost, cancellationToken).ConfigureAwait(false);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        var socket = new Socket(addresses[0].AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(addresses[0], server.Uri.Port), cancellationToken).ConfigureAwait(false);
            return new UdpWire(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool isWhole, CancellationToken cancellationToken)
    {
        if (bytes.Length > LongestDatagram)
            throw new IOException($"A datagram has at most {LongestDatagram} bytes.");
        await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        int received;
        do
            received = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
        while (received == 0);
        return received;
    }

    /// <inheritdoc/>
    public ValueTask StopSendingAsync(CancellationToken cancellationToken)
        => throw new IOException("'stops sending' is not possible over UDP.");

    /// <inheritdoc/>
    public void Reset() => _socket.Dispose();

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
