using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.WebSocket;
using SuperSocket.WebSocket.Config;
using SuperSocket.WebSocket.Protocol;
using SuperSocket.WebSocket.SubProtocol;

namespace Application16.WebSockets
{
    /// <summary>A session class of the application that has the name of the library's.</summary>
    public class WebSocketSession : SuperSocket.WebSocket.WebSocketSession<WebSocketSession>
    {
        public new RoomServer AppServer
        {
            get { return (RoomServer)base.AppServer; }
        }

        public override void Send(string message)
        {
            base.Send("[" + message + "]");
        }

        protected override void OnInit()
        {
            Items["start"] = DateTime.Now;
            base.OnInit();
        }

        protected override void OnSessionStarted()
        {
            var user = Cookies == null ? null : Cookies["user"];
            Send("Welcome {0} of {1}://{2}{3}", user ?? "nobody", UriScheme, Host, Path);
            SocketSession.Closed += (session, reason) => { };
        }

        protected override void OnSessionClosed(CloseReason reason)
        {
            base.OnSessionClosed(reason);
        }

        protected override void HandleUnknownCommand(SubRequestInfo requestInfo)
        {
            Send("unknown: " + requestInfo.Key + requestInfo.Token + requestInfo.Body);
        }

        protected override void HandleUnknownRequest(IWebSocketFragment requestInfo)
        {
            base.HandleUnknownRequest(requestInfo);
        }

        protected override void HandleException(Exception e)
        {
            Send("failed: {0}", e.Message);
        }

        protected override string GetAvailableSubProtocol(string protocol)
        {
            return base.GetAvailableSubProtocol(protocol);
        }

        public override void Close(CloseReason reason)
        {
            base.Close(reason);
        }
    }

    /// <summary>Overrides what applications override.</summary>
    [CountCalls(Order = 1, SubProtocol = "Basic")]
    public class RoomServer : WebSocketServer<WebSocketSession>
    {
        public RoomServer()
            : base(new[] { "a", "b" }.Select(name => new BasicSubProtocol<WebSocketSession>(name)))
        {
            BinaryDataConverter = new TextEncodingBinaryDataConverter(Encoding.Unicode);
            NewDataReceived += OnData;
            NewSessionConnected += new SessionHandler<WebSocketSession>(OnConnected);
            SessionClosed += (session, reason) => session.Close();
        }

        protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        {
            var protocols = config.GetChildConfig<SubProtocolConfigCollection>("subProtocols");
            if (protocols != null)
            {
                foreach (var protocol in protocols)
                {
                    foreach (var command in protocol.Commands)
                        Logger.Debug(protocol.Type + command.Options["assembly"]);
                }
            }

            return base.Setup(rootConfig, config);
        }

        protected override bool ValidateHandshake(WebSocketSession session, string origin)
        {
            ((IWebSocketSession)session).SendRawData(new byte[0], 0, 0);
            return session.SecWebSocketVersion == "13" || base.ValidateHandshake(session, origin: origin);
        }

        protected override void OnStarted()
        {
            base.OnStarted();
        }

        protected override void OnNewSessionConnected(WebSocketSession session)
        {
            base.OnNewSessionConnected(session);
        }

        protected override void ExecuteCommand(WebSocketSession session, IWebSocketFragment requestInfo)
        {
            base.ExecuteCommand(session, requestInfo);
        }

        protected override bool SetupCommands(Dictionary<string, ICommand<WebSocketSession, IWebSocketFragment>> discoveredCommands)
        {
            return base.SetupCommands(discoveredCommands);
        }

        public override string JsonSerialize(object target)
        {
            return base.JsonSerialize(target);
        }

        public override object JsonDeserialize(string json, Type type)
        {
            return base.JsonDeserialize(json: json, type: type);
        }

        private void OnConnected(WebSocketSession session)
        {
            var processor = session.ProtocolProcessor;
            if (processor.CanSendBinaryData && processor.IsValidCloseCode(processor.CloseStatusClode.NormalClosure))
                processor.SendPing(session, new byte[1]);
            session.Send(processor.GetEncodedPackage(1, "x"));
            session.CloseWithHandshake(statusCode: 4000, reasonText: session.CurrentToken ?? session.SubProtocol.Name);
            session.SendCloseHandshakeResponse(statusCode: 1000);
        }

        private void OnData(WebSocketSession session, byte[] data)
        {
            Broadcast(GetAllSessions(), data, 0, data.Length, (receiver, ok) => { });
            Broadcast(GetSessions(s => s.Handshaked && !s.InClosing), "data", sendFeedback: null);
            session.TrySend(data, 0, data.Length);
            session.TrySend(new ArraySegment<byte>(data));
            session.TrySend(session.Connection + session.Upgrade + session.Origin + session.SecWebSocketProtocol);
        }
    }

    public class CountCallsAttribute : SubCommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
        }
    }

    public class Say : SubCommandBase<WebSocketSession>
    {
        public override string Name
        {
            get { return "SAY"; }
        }

        public override void ExecuteCommand(WebSocketSession session, SubRequestInfo requestInfo)
        {
            session.Send(requestInfo.Body);
        }
    }

    public class Add : JsonSubCommand<WebSocketSession, int[]>
    {
        protected override void ExecuteJsonCommand(WebSocketSession session, int[] commandInfo)
        {
            SendJsonMessage(session, new { Sum = commandInfo.Sum() });
            session.Send(GetJsonMessage(session, "SUM", commandInfo.Sum()));
        }
    }

    public class AddLater : AsyncJsonSubCommand<WebSocketSession, int[]>
    {
        protected override void ExecuteAsyncJsonCommand(WebSocketSession session, string token, int[] commandInfo)
        {
            SendJsonMessage(session, token, commandInfo.Sum());
            SendJsonMessage(session, "SUM", token, commandInfo.Sum());
        }
    }

    public class SemicolonParser : IRequestInfoParser<SubRequestInfo>
    {
        public SubRequestInfo ParseRequestInfo(string source)
        {
            return new SubRequestInfo(key: source, token: null, data: source);
        }
    }

    public class OwnProtocol : SubProtocolBase<WebSocketSession>
    {
        public OwnProtocol(string name)
            : base(name)
        {
            SubRequestParser = new SemicolonParser();
        }

        public override bool Initialize(IAppServer appServer, SubProtocolConfig protocolConfig, ILog logger)
        {
            return true;
        }

        public override bool TryGetCommand(string name, out ISubCommand<WebSocketSession> command)
        {
            command = null;
            return false;
        }
    }

    public class PlainUse
    {
        public static void Run()
        {
            var server = new WebSocketServer(new BasicSubProtocol("Basic", new List<Assembly> { typeof(PlainUse).Assembly }, new SemicolonParser()));
            server.Setup(new RootConfig(), new ServerConfig { Port = 2012, Ip = "Any", MaxRequestLength = int.MaxValue, Mode = SocketMode.Tcp });
            server.NewMessageReceived += async (session, message) => await System.Threading.Tasks.Task.Yield();
            foreach (var session in server.GetAllSessions().Where(s => s.Path == "/a"))
                session.AppServer.Logger.Info(session.SessionID + session.RemoteEndPoint);
            var json = new JsonWebSocketSession();
            json.SendJsonMessage("NAME", content: new object());
            var text = new StringBuilder();
            text.AppendFormatWithCrCf("{0}", 1);
            text.AppendFormatWithCrCf("{0}{1}", 1, 2);
            text.AppendWithCrCf("a");
            text.AppendWithCrCf();
            SessionHandler<SuperSocket.WebSocket.WebSocketSession, string> handler = (session, message) => session.AppServer.Stop();
            server.NewMessageReceived -= handler;
        }
    }
}
