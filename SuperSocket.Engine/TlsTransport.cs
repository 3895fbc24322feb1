using System.Net.Security;
using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Bytes through TLS.</summary>
internal sealed class TlsTransport(Socket socket) : Transport(socket)
{
    private readonly SslStream _stream = new(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false);

    /// <summary>Shakes hands with the client.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Client and server do not agree.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public async Task AuthenticateAsync(SslServerAuthenticationOptions options, TimeSpan limit)
    {
        using var time = new CancellationTokenSource(limit);
        await _stream.AuthenticateAsServerAsync(options, time.Token).ConfigureAwait(false);
    }

    public override ValueTask<int> WaitForDataAsync() => _stream.ReadAsync(Memory<byte>.Empty);

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _stream.ReadAsync(buffer);

    public override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _stream.WriteAsync(bytes).ConfigureAwait(false);
        return bytes.Length;
    }

    public override async ValueTask EndSendingAsync()
    {
        await _stream.ShutdownAsync().ConfigureAwait(false);
        Socket.Shutdown(SocketShutdown.Send);
    }

    public override void Dispose()
    {
        _stream.Dispose();
        base.Dispose();
    }
}
