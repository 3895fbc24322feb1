using System.Net.Security;
using System.Net.WebSockets;

namespace ChatServer.Client.Internal;

/// <summary>Lines over a WebSocket: one a text message.</summary>
internal sealed class WebSocketLink : ILink
{
    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _http;
    private readonly int _maxLineBytes;
    private byte[] _buffer = new byte[16 * 1024];

    private WebSocketLink(ChatClientOptions options)
    {
        _maxLineBytes = options.MaxLineBytes;
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            // The password is for the server that was named.
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = options.ValidateCertificate,
                ClientCertificates = options.ClientCertificates,
            },
        });
    }

    /// <inheritdoc/>
    public bool IsJson => true;

    /// <summary>Connects.</summary>
    public static async Task<WebSocketLink> ConnectAsync(ChatClientOptions options, CancellationToken cancellationToken)
    {
        var link = new WebSocketLink(options);
        try
        {
            await link._socket.ConnectAsync(options.Server, link._http, cancellationToken).ConfigureAwait(false);
            return link;
        }
        catch
        {
            link.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> line in lines)
            await _socket.SendAsync(line, WebSocketMessageType.Text, endOfMessage: true, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult result = await _socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (result.MessageType == WebSocketMessageType.Close)
                return OnClose();
            length += result.Count;
            if (result.EndOfMessage)
                return _buffer.AsMemory(0, length);
            if (length > _maxLineBytes)
                throw new ChatException(ChatError.LineTooLong, $"The server sent a line of more than {_maxLineBytes} bytes.");
            if (length == _buffer.Length)
                Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        _http.Dispose();
    }

    private ReadOnlyMemory<byte>? OnClose() => _socket.CloseStatus switch
    {
        null or WebSocketCloseStatus.NormalClosure or WebSocketCloseStatus.EndpointUnavailable => null,
        WebSocketCloseStatus.MessageTooBig => throw new LinkException("The server closed the WebSocket: a message was too big.") { IsLineTooLong = true },
        { } code => throw new LinkException($"The server closed the WebSocket with {(int)code}: {_socket.CloseStatusDescription}"),
    };
}
