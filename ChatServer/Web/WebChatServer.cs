using System.Text;
using ChatServer.Hosting;
using ChatServer.Lines;
using ChatServer.Sessions;
using Newtonsoft.Json;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

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
        accounts = System.Accounts.Mode.ToString().ToLowerInvariant(),
#pragma warning restore CA1308
        heartbeatSeconds = Config.ClearIdleSession ? Math.Clamp(Config.IdleSessionTimeOut / 3, 1, HeartbeatSeconds) : HeartbeatSeconds,
        version = CommandLine.Version,
    });

    /// <summary>JSON: pages are programs.</summary>
    protected override bool SpeaksJsonFirst => true;

    ISocketServer ISocketServerFactory.CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
        => Sockets = new KestrelSocketServer(appServer, listeners, config, new WebRequests(this).AnswerAsync);

    /// <inheritdoc/>
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (!base.Setup(rootConfig, config))
            return false;
        if (TextEncoding is not UTF8Encoding)
        {
            Logger.Error($"The server '{config.Name}': textEncoding=\"{config.TextEncoding}\" is not possible for a web server; WebSockets carry utf-8 only.");
            return false;
        }

        // The limit is one of frames, which have no line end.
        ReceiveFilterFactory = new ChatLineFilterFactory(new LineDecoder(TextEncoding), lineEndBytes: 1);
        return true;
    }
}
