using System.Security.Authentication;
using System.Text;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using ChatServer.Web.Tutorial;
using Newtonsoft.Json;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;

namespace ChatServer.Web;

/// <summary>A chat server for browsers: each text frame of a WebSocket is a line of the protocol, in JSON by default. It also serves the page.</summary>
public class WebChatServer : ChatAppServer, ISocketServerFactory
{
    // How often the page asks whether the server is still there: a connection that is gone is noticed within twice that.
    private const int HeartbeatSeconds = 5;

    /// <summary>Accepts the connections.</summary>
    internal KestrelSocketServer Sockets { get; private set; } = null!;

    /// <summary>What the page must know, as JSON.</summary>
    internal string PageConfiguration => JsonConvert.SerializeObject(new
    {
        maxTextLength = Options.SessionLimits.MaxTextLength,
        maxFrameBytes = Config.MaxRequestLength,
#pragma warning disable CA1308 // the words are written in lower case
        accounts = Chat.Mode.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
        heartbeatSeconds = Config.ClearIdleSession ? Math.Clamp(Config.IdleSessionTimeOut / 3, 1, HeartbeatSeconds) : HeartbeatSeconds,
        otherServers = Others.Addresses,
        version = ProgramVersion.Text,
    });

    /// <summary>Which pages may use the server.</summary>
    internal WebAccess Access { get; private set; } = null!;

    /// <summary>Where the page goes when this server is lost.</summary>
    internal OtherServers Others { get; private set; } = null!;

    /// <summary>Which proxies say who asks.</summary>
    internal ForwardedClient Forwarded { get; private set; } = null!;

    /// <summary>What browsers are told about https.</summary>
    internal StrictTransport StrictTransport { get; private set; } = null!;

    /// <summary>The group of the tutorial's WebSocket.</summary>
    internal TutorialGroup Tutorial { get; private set; } = null!;

    /// <summary>Why nobody should be sent here now; <see langword="null"/> if all is well.</summary>
    internal string? WhyNotReady
        => !Sockets.IsRunning ? "The server stops."
            : Chat.Durability.Condition == StoreCondition.Failing ? "The store cannot write; the log says why." : null;

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> OwnAttributes
        =>
        [
            WebAccess.AllowedOrigins, WebAccess.AllowedHosts, ForwardedClient.ForwardedFrom, ForwardedClient.ForwardedHeader, StrictTransport.MaxAge,
            OtherServers.Attribute,
        ];

    /// <summary>JSON: pages are programs.</summary>
    protected override bool SpeaksJsonFirst => true;

    ISocketServer ISocketServerFactory.CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
        => Sockets = new KestrelSocketServer(appServer, listeners, config, Addresses, new WebRequests(this).HandleAsync);

    private protected override void WarnOfOpenDoors()
    {
        base.WarnOfOpenDoors();
        if (IsOpenToOthers && Options.Tutorial.Members.Count > 0)
            Log.TutorialIsOpen(Name);
    }

    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!base.Setup(rootConfig, config))
            return false;
        string? error = TryUseAccess(config) ?? FindImpossible(config);
        if (error != null)
        {
            Logger.Error(error);
            return false;
        }

        foreach (string attribute in OwnAttributes)
            RegisterConfigHandler(config, attribute, _ => TryUseAccess(Config) == null);
        Tutorial = new TutorialGroup(Options.Tutorial, TimeProvider.System);
        ReceiveFilterFactory = new ChatLineFilterFactory(new LineDecoder(TextEncoding), isFramed: true);
        return true;
    }

    /// <inheritdoc/>
    internal override string GetTransport(ChatSession session) => session.SocketSession.SecureProtocol == SslProtocols.None ? "ws" : "wss";

    /// <inheritdoc/>
    protected override ChatSession CreateAppSession(ISocketSession socketSession)
        => StreamSocketServer.TransportOf(socketSession) is WebSocketTransport { Member: { } member }
            ? new TutorialSession(member, Tutorial)
            : base.CreateAppSession(socketSession);

    /// <inheritdoc/>
    protected override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (session is not TutorialSession member)
        {
            base.ExecuteCommand(session, requestInfo);
            return;
        }

        member.Limiter.CountCommand();
        member.Take((ChatRequest)requestInfo);
    }

    /// <inheritdoc/>
    protected override void OnSessionClosed(ChatSession session, CloseReason reason)
    {
        if (Logger.IsInfoEnabled && StreamSocketServer.TransportOf(session.SocketSession) is WebSocketTransport { Fault: { } fault })
            session.GetLog().ClosedForFault((int)fault.Code, fault.Reason);
        base.OnSessionClosed(session, reason);
    }

    private string? TryUseAccess(IServerConfig config)
    {
        string? error = WebAccess.TryRead(config, out WebAccess access);
        error = ForwardedClient.TryRead(config, out ForwardedClient forwarded) ?? error;
        error = StrictTransport.TryRead(config, out StrictTransport strictTransport) ?? error;
        error = OtherServers.TryRead(config, out OtherServers others) ?? error;
        if (error == null)
            (Access, Forwarded, StrictTransport, Others) = (access, forwarded, strictTransport, others);
        return error;
    }

    private string? FindImpossible(IServerConfig config)
        => TextEncoding is UTF8Encoding
            ? null
            : $"The server '{config.Name}': textEncoding=\"{config.TextEncoding}\" is not possible for a web server; WebSockets carry utf-8 only.";
}
