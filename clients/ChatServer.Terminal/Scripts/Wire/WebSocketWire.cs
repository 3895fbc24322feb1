using System.Net.Security;
using System.Net.WebSockets;

namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>A WebSocket: each text message is a line.</summary>
internal sealed class WebSocketWire : IWire
{
    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _http;

    private WebSocketWire(RemoteCertificateValidationCallback? validate)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = validate },
        });
    }

    /// <inheritdoc/>
    public WireKind Kind => WireKind.Messages;

    /// <inheritdoc/>
    public int? CloseCode => (int?)_socket.CloseStatus;

    /// <summary>Connects.</summary>
    public static async Task<WebSocketWire> ConnectAsync(ServerAddress server, RemoteCertificateValidationCallback? validate, CancellationToken cancellationToken)
    {
        var wire = new WebSocketWire(validate);
        try
        {
            await wire._socket.ConnectAsync(server.Uri, wire._http, cancellationToken).ConfigureAwait(false);
            return wire;
        }
        catch
        {
            wire.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes, bool isWhole, CancellationToken cancellationToken)
        => _socket.SendAsync(bytes, WebSocketMessageType.Text, isWhole, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_socket.CloseStatus != null)
            return 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(buffer[..^2], cancellationToken).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                return 0;
            if (result.MessageType == WebSocketMessageType.Binary)
                throw new IOException("The server sent a binary message.");
            if (!result.EndOfMessage)
            {
                if (result.Count > 0)
                    return result.Count;
                continue;
            }

            "\r\n"u8.CopyTo(buffer.Span[result.Count..]);
            return result.Count + 2;
        }
    }

    /// <inheritdoc/>
    public async ValueTask StopSendingAsync(CancellationToken cancellationToken)
        => await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public void Reset() => _socket.Abort();

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }
}
