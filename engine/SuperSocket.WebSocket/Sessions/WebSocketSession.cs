using System.Collections.Specialized;
using System.Security.Authentication;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Protocol;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.WebSocket;

/// <summary>
/// One WebSocket. Until <see cref="Handshaked"/> it is a connection that has not opened: sends are ignored, and it has no cookies. Messages are handled
/// strictly one after another; sending and closing are safe from any thread.
/// </summary>
/// <typeparam name="TWebSocketSession">The application's session type.</typeparam>
public partial class WebSocketSession<TWebSocketSession> : AppSession<TWebSocketSession, IWebSocketFragment>, IWebSocketSession, IOpenSession, IAppSession
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    private OpeningRequest? _request;

    /// <inheritdoc/>
    public string Method { get; set; } = null!;

    /// <inheritdoc/>
    public string Path { get; set; } = null!;

    /// <inheritdoc/>
    public string HttpVersion { get; set; } = null!;

    /// <inheritdoc/>
    public string Host => GetHeader("Host");

    /// <inheritdoc/>
    public string Origin { get; internal set; } = null!;

    /// <summary>The header <c>Upgrade</c>; empty if there was none.</summary>
    public string Upgrade => GetHeader("Upgrade");

    /// <summary>The header <c>Connection</c>; empty if there was none.</summary>
    public string Connection => GetHeader("Connection");

    /// <inheritdoc/>
    public string SecWebSocketVersion => GetHeader("Sec-WebSocket-Version");

    /// <summary>The sub-protocols that the client offered; empty if it offered none.</summary>
    public string SecWebSocketProtocol => GetHeader("Sec-WebSocket-Protocol");

    /// <summary>The cookies, by name in any case; <see langword="null"/> if the request had none.</summary>
    public StringDictionary? Cookies { get; private set; }

    /// <inheritdoc/>
    public string UriScheme => SocketSession.SecureProtocol == SslProtocols.None ? "ws" : "wss";

    /// <summary>The token of the JSON command of this session that the calling thread executes; else <see langword="null"/>.</summary>
    public string? CurrentToken => CommandToken.Get(this);

    /// <summary>The server.</summary>
    public new WebSocketServer<TWebSocketSession> AppServer => (WebSocketServer<TWebSocketSession>)base.AppServer;

    IWebSocketServer IWebSocketSession.AppServer => AppServer;

    /// <summary>What handles text messages; <see langword="null"/> if the client offered only others.</summary>
    public ISubProtocol<TWebSocketSession>? SubProtocol { get; private set; }

    /// <inheritdoc/>
    public bool Handshaked { get; private set; }

    /// <summary>Whether the server has sent a close frame. Messages are then ignored in both directions.</summary>
    public bool InClosing { get; private set; }

    /// <inheritdoc/>
    public IProtocolProcessor ProtocolProcessor { get; set; } = null!;

    /// <summary>Our extension: the code of the client's close frame, from before the close hooks on; <see langword="null"/> if it sent none.</summary>
    public int? ClientCloseStatus { get; private set; }

    /// <summary>Our extension: the text of the client's close frame; <see langword="null"/> if it sent none.</summary>
    public string? ClientCloseText { get; private set; }

    WebSocketOptions IOpenSession.Options => AppServer.WebSocketOptions;

    int IOpenSession.MaxRequestLength => GetMaxRequestLength();

    bool IOpenSession.HasSentRawData => _hasSentRawData;

    /// <summary>Called before the handshake; nothing of the request is known yet.</summary>
    protected override void OnInit()
    {
    }

    /// <summary>Called with a message of a sub-protocol whose name is no command's. The base does nothing.</summary>
    /// <param name="requestInfo">The message.</param>
    protected internal virtual void HandleUnknownCommand(SubRequestInfo requestInfo)
    {
    }

    /// <summary>Called with a frame of a kind that the protocol does not define. The base closes with code 1002.</summary>
    /// <param name="requestInfo">The frame.</param>
    protected override void HandleUnknownRequest(IWebSocketFragment requestInfo)
        => Fail(new WebSocketClose(WebSocketClose.ProtocolError, "an unknown kind of frame"));

    // Frames and handshakes have limits of their own, which end with an answer.
    internal override bool IsWithinLimit(long requestLength) => true;

    private string GetHeader(string name) => _request?.GetHeader(name) ?? string.Empty;
}

/// <summary>A WebSocket of a server that needs no session type of its own.</summary>
public class WebSocketSession : WebSocketSession<WebSocketSession>
{
    /// <summary>The server.</summary>
    public new WebSocketServer AppServer => (WebSocketServer)base.AppServer;
}
