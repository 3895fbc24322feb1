using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>TCP, with or without TLS.</summary>
internal sealed class TcpWire : IWire
{
    private readonly Socket _socket;
    private readonly Stream _stream;

    private TcpWire(Socket socket, Stream stream)
    {
        _socket = socket;
        _stream = stream;
    }

    /// <inheritdoc/>
    public WireKind Kind => WireKind.Stream;

    /// <inheritdoc/>
    public int? CloseCode => null;

    /// <summary>Connects.</summary>
    public static async Task<TcpWire> ConnectAsync(ServerAddress server, RemoteCertificateValidationCallback? validate, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(server.Uri.DnsSafeHost, server.Uri.Port), cancellationToken).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (server.IsSecure)
            {
                var secure = new SslStream(stream);
                stream = secure;
                var how = new SslClientAuthenticationOptions { TargetHost = server.Uri.DnsSafeHost, RemoteCertificateValidationCallback = validate };
                await secure.AuthenticateAsClientAsync(how, cancellationToken).ConfigureAwait(false);
            }

            return new TcpWire(socket, stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool isWhole, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _stream.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask StopSendingAsync(CancellationToken cancellationToken)
    {
        if (_stream is SslStream secure)
            await secure.ShutdownAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
