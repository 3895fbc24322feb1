using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SuperSocket.Tests.Udp;

// A client with a socket of its own.
internal sealed class UdpPeer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _server;

    public UdpPeer(IPEndPoint server)
    {
        _server = server;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    public void Send(string text, IPEndPoint? server = null) => Send(Encoding.UTF8.GetBytes(text), server);

    public void Send(byte[] bytes, IPEndPoint? server = null) => _socket.SendTo(bytes, server ?? _server);

    public async Task<string> Receive() => (await ReceiveFrom()).Text;

    public async Task<(string Text, IPEndPoint Sender)> ReceiveFrom()
    {
        byte[] buffer = new byte[65536];
        using var deadline = new CancellationTokenSource(Deadline.Default);
        SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), deadline.Token);
        return (Encoding.UTF8.GetString(buffer, 0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint);
    }

    public async Task<string> Ask(string text)
    {
        Send(text);
        return await Receive();
    }

    public void Dispose() => _socket.Dispose();
}
