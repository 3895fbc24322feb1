using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>A transport over TLS.</summary>
/// <param name="socket">The connection.</param>
/// <param name="options">The TLS options.</param>
/// <param name="protocols">The protocols of the listener.</param>
internal sealed class TlsTransport(Socket socket, TlsOptions options, SslProtocols protocols) : Transport(socket)
{
    private readonly SslStream _stream = new(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);

    public override bool NeedsPreparing => true;

    public override async ValueTask PrepareAsync(IAppSession session)
    {
        using var time = new CancellationTokenSource(options.HandshakeTimeOut);
        await _stream.AuthenticateAsServerAsync(Choose, state: null, time.Token).ConfigureAwait(false);

        ValueTask<SslServerAuthenticationOptions> Choose(SslStream stream, SslClientHelloInfo hello, object? state, CancellationToken cancellationToken)
            => options.ForAsync(session, protocols, hello.ServerName);
    }

    public override ValueTask<int> WaitForDataAsync() => _stream.ReadAsync(Memory<byte>.Empty);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _stream.ReadAsync(buffer);

    public override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _stream.WriteAsync(bytes).ConfigureAwait(false);
        return bytes.Length;
    }

    public override async ValueTask EndSendingAsync(CloseReason reason)
    {
        await _stream.ShutdownAsync().ConfigureAwait(false);
        Socket.Shutdown(SocketShutdown.Send);
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _stream.Dispose();
        Socket.Dispose();
    }
}
