using System.ComponentModel;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.WebSocket.Protocol;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.WebSocket;

/// <summary>
/// A WebSocket server. Text messages go to the subscribers of <see cref="NewMessageReceived"/>, or else to the commands of the session's sub-protocol;
/// binary ones to those of <see cref="NewDataReceived"/>.
/// </summary>
/// <typeparam name="TWebSocketSession">The application's session type.</typeparam>
public abstract partial class WebSocketServer<TWebSocketSession> : AppServer<TWebSocketSession, IWebSocketFragment>, IWebSocketServer
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    private const string RequestsAreFrames = "Requests of a WebSocket server are frames: use NewMessageReceived, NewDataReceived or commands.";

    private readonly IProtocolProcessor _versions = ProtocolVersion.CreateAll();
    private SessionHandler<TWebSocketSession, string>? _newMessageReceived;
    private WebSocketOptions? _options;

    /// <summary>Makes a server whose sub-protocols are configured, or one with the sub-protocol Basic.</summary>
    public WebSocketServer()
        : this([])
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="subProtocol">What handles text messages.</param>
    public WebSocketServer(ISubProtocol<TWebSocketSession> subProtocol)
        : this([subProtocol])
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="subProtocols">What handles text messages; the first one is that of clients that offer none.</param>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public WebSocketServer(IEnumerable<ISubProtocol<TWebSocketSession>> subProtocols)
        : base(new WebSocketProtocol())
        => SubProtocols = new SubProtocolTable<TWebSocketSession>(subProtocols);

    /// <summary>
    /// Handles text messages in place of the commands, once it has a subscriber. On the thread that receives; an exception goes to the session's
    /// <c>HandleException</c>.
    /// </summary>
    /// <exception cref="Exception">The server has sub-protocols that it was given, which would never get a message.</exception>
    public event SessionHandler<TWebSocketSession, string> NewMessageReceived
    {
        add
        {
            if (SubProtocols.AreGiven)
                throw new Exception("Messages of this server go to the commands of its sub-protocols; NewMessageReceived would keep them away from there.");
            _newMessageReceived += value;
        }

        remove => _newMessageReceived -= value;
    }

    /// <summary>Handles binary messages. On the thread that receives; the array belongs to the handler.</summary>
    public event SessionHandler<TWebSocketSession, byte[]>? NewDataReceived;

    /// <summary>Not for WebSocket servers: requests are frames.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    [Browsable(false)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override event RequestHandler<TWebSocketSession, IWebSocketFragment>? NewRequestReceived
    {
        add => throw new NotSupportedException(RequestsAreFrames);
        remove => throw new NotSupportedException(RequestsAreFrames);
    }

    /// <summary>Makes the receive filters.</summary>
    public new WebSocketProtocol ReceiveFilterFactory => (WebSocketProtocol)base.ReceiveFilterFactory;

    IProtocolProcessor IWebSocketServer.WebSocketProtocolProcessor => _versions;

    /// <summary>
    /// Makes text of binary messages that nobody subscribed to, for the commands; UTF-8 by default. <see langword="null"/> drops them.
    /// </summary>
    protected IBinaryDataConverter? BinaryDataConverter { get; set; } = new TextEncodingBinaryDataConverter(new UTF8Encoding(false));

    internal SubProtocolTable<TWebSocketSession> SubProtocols { get; }

    // Needs nothing that a subclass could forget to call.
    internal WebSocketOptions WebSocketOptions => _options ??= WebSocketOptions.Read(Config);

    bool IWebSocketServer.ValidateHandshake(IWebSocketSession session, string origin) => ValidateHandshake((TWebSocketSession)session, origin);

    /// <summary>Decides whether a session may open. Its request and cookies are known. The base allows all.</summary>
    /// <param name="session">The session.</param>
    /// <param name="origin">The page that opens it; empty if the client named none.</param>
    /// <returns><see langword="false"/> answers with 403, or with what was sent by <c>SendRawData</c>.</returns>
    protected virtual bool ValidateHandshake(TWebSocketSession session, string origin) => true;

    /// <summary>The application's own set-up.</summary>
    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config) => true;

    /// <summary>Makes JSON of an object; by default with Newtonsoft.Json.</summary>
    /// <param name="target">The object.</param>
    public virtual string JsonSerialize(object target) => JsonText.Serialize(target);

    /// <summary>Makes an object of JSON; by default with Newtonsoft.Json.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="type">The object's type.</param>
    public virtual object JsonDeserialize(string json, Type type) => JsonText.Deserialize(json, type)!;
}

/// <summary>A WebSocket server that needs no session type of its own.</summary>
public class WebSocketServer : WebSocketServer<WebSocketSession>
{
    /// <summary>Makes a server whose sub-protocols are configured, or one with the sub-protocol Basic.</summary>
    public WebSocketServer()
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="subProtocol">What handles text messages.</param>
    public WebSocketServer(ISubProtocol<WebSocketSession> subProtocol)
        : base(subProtocol)
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="subProtocols">What handles text messages; the first one is that of clients that offer none.</param>
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public WebSocketServer(IEnumerable<ISubProtocol<WebSocketSession>> subProtocols)
        : base(subProtocols)
    {
    }
}
