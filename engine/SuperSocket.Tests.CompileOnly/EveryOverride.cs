using System;
using System.Collections.Generic;
using System.Configuration;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;

namespace Application16.Overrides
{
    /// <summary>Overrides each virtual member of a server.</summary>
    [AppServerMetadataType(typeof(EveryMetadata))]
    public class EveryServer : AppServer<EverySession, BinaryRequestInfo>
    {
        public EveryServer()
            : base(protocol: new DefaultReceiveFilterFactory<FrameFilter, BinaryRequestInfo>())
        {
        }

        public override IReceiveFilterFactory<BinaryRequestInfo> ReceiveFilterFactory
        {
            get { return base.ReceiveFilterFactory; }
            protected set { base.ReceiveFilterFactory = value; }
        }

        public override int SessionCount
        {
            get { return base.SessionCount; }
        }

        public override event RequestHandler<EverySession, BinaryRequestInfo> NewRequestReceived
        {
            add { base.NewRequestReceived += value; }
            remove { base.NewRequestReceived -= value; }
        }

        public override bool Start()
        {
            return base.Start();
        }

        public override void Stop()
        {
            base.Stop();
        }

        public override EverySession GetSessionByID(string sessionID)
        {
            return base.GetSessionByID(sessionID) ?? NullAppSession;
        }

        public override IEnumerable<EverySession> GetSessions(Func<EverySession, bool> critera)
        {
            return base.GetSessions(critera);
        }

        public override IEnumerable<EverySession> GetAllSessions()
        {
            return base.GetAllSessions();
        }

        protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        {
            return base.Setup(rootConfig, config) && RootConfig != null && Bootstrap == null && TotalHandledRequests == 0
                && RegisterConfigHandler<EveryElement>(config: config, name: "limits", handler: limits => limits.Most > 0)
                && RegisterConfigHandler(config, "greeting", text => text != null);
        }

        protected override bool SetupCommands(Dictionary<string, ICommand<EverySession, BinaryRequestInfo>> discoveredCommands)
        {
            return base.SetupCommands(discoveredCommands);
        }

        protected override bool SetupCommandLoaders(List<ICommandLoader<ICommand<EverySession, BinaryRequestInfo>>> commandLoaders)
        {
            commandLoaders.Add(new ReflectCommandLoader<ICommand<EverySession, BinaryRequestInfo>>());
            return true;
        }

        protected override ILog CreateLogger(string loggerName)
        {
            return LogFactory.GetLog(loggerName);
        }

        protected override X509Certificate GetCertificate(ICertificateConfig certificate)
        {
            return base.GetCertificate(certificate);
        }

        protected override bool ValidateClientCertificate(EverySession session, object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors sslPolicyErrors)
        {
            return true;
        }

        [Obsolete]
        protected override void OnStartup()
        {
            base.OnStartup();
        }

        protected override void OnStarted()
        {
            base.OnStarted();
        }

        protected override void OnStopped()
        {
            base.OnStopped();
        }

        protected override void ExecuteCommand(EverySession session, BinaryRequestInfo requestInfo)
        {
            base.ExecuteCommand(session, requestInfo);
        }

        protected override EverySession CreateAppSession(ISocketSession socketSession)
        {
            return new EverySession();
        }

        protected override bool RegisterSession(string sessionID, EverySession appSession)
        {
            return base.RegisterSession(sessionID, appSession);
        }

        protected override void OnNewSessionConnected(EverySession session)
        {
            base.OnNewSessionConnected(session);
        }

        protected override void OnSessionClosed(EverySession session, CloseReason reason)
        {
            base.OnSessionClosed(session, reason);
        }

        protected override void OnSystemMessageReceived(string messageType, object messageData)
        {
            base.OnSystemMessageReceived(messageType, messageData);
        }

        protected override void UpdateServerStatus(StatusInfoCollection serverStatus)
        {
            base.UpdateServerStatus(serverStatus);
            serverStatus["Frames"] = serverStatus.GetValue<long>(StatusInfoKeys.TotalHandledRequests, 0);
        }

        protected override void OnServerStatusCollected(StatusInfoCollection bootstrapStatus, StatusInfoCollection serverStatus)
        {
            base.OnServerStatusCollected(bootstrapStatus, serverStatus);
        }
    }

    public class EveryElement : ConfigurationElement
    {
        [ConfigurationProperty("most", IsRequired = true)]
        public int Most
        {
            get { return (int)this["most"]; }
        }
    }

    [StatusInfo("Frames", Name = "Frames", ShortName = "F", Format = "{0:N0}", DataType = typeof(long), Order = 900, OutputInPerfLog = true)]
    public class EveryMetadata : DefaultAppServerMetadata
    {
    }

    /// <summary>Overrides each virtual member of a session.</summary>
    public class EverySession : AppSession<EverySession, BinaryRequestInfo>
    {
        public override AppServerBase<EverySession, BinaryRequestInfo> AppServer
        {
            get { return base.AppServer; }
        }

        public override void Initialize(IAppServer<EverySession, BinaryRequestInfo> appServer, ISocketSession socketSession)
        {
            base.Initialize(appServer, socketSession);
        }

        public override void Close()
        {
            base.Close();
        }

        public override void Close(CloseReason reason)
        {
            base.Close(reason);
        }

        public override void Send(string message)
        {
            base.Send(message);
        }

        public override void Send(string message, params object[] paramValues)
        {
            base.Send(message, paramValues);
        }

        public override void Send(byte[] data, int offset, int length)
        {
            base.Send(data, offset, length);
        }

        public override void Send(ArraySegment<byte> segment)
        {
            base.Send(segment);
        }

        public override void Send(IList<ArraySegment<byte>> segments)
        {
            base.Send(segments);
        }

        public override bool TrySend(string message)
        {
            return base.TrySend(message);
        }

        public override bool TrySend(byte[] data, int offset, int length)
        {
            return base.TrySend(data, offset, length);
        }

        public override bool TrySend(ArraySegment<byte> segment)
        {
            return base.TrySend(segment);
        }

        public override bool TrySend(IList<ArraySegment<byte>> segments)
        {
            return base.TrySend(segments);
        }

        protected override void OnInit()
        {
            base.OnInit();
            SetNextReceiveFilter(nextReceiveFilter: new FrameFilter());
        }

        protected override void OnSessionStarted()
        {
            base.OnSessionStarted();
        }

        protected override void OnSessionClosed(CloseReason reason)
        {
            base.OnSessionClosed(reason);
        }

        protected override void HandleException(Exception e)
        {
            base.HandleException(e);
        }

        protected override void HandleUnknownRequest(BinaryRequestInfo requestInfo)
        {
            base.HandleUnknownRequest(requestInfo);
        }

        protected override int GetMaxRequestLength()
        {
            return base.GetMaxRequestLength() * 2;
        }
    }

    public class PlainTextSession : AppSession<PlainTextSession>
    {
        public PlainTextSession()
            : base(appendNewLineForResponse: false)
        {
        }

        protected override string ProcessSendingMessage(string rawMessage)
        {
            return base.ProcessSendingMessage(rawMessage) + "\0";
        }
    }

    /// <summary>A server with its own table of sessions, from the lowest class.</summary>
    public class BareServer : AppServerBase<EverySession, BinaryRequestInfo>
    {
        public BareServer()
            : base(receiveFilterFactory: new DefaultReceiveFilterFactory<FrameFilter, BinaryRequestInfo>())
        {
        }

        public override int SessionCount
        {
            get { return 0; }
        }

        public override EverySession GetSessionByID(string sessionID)
        {
            return NullAppSession;
        }
    }

    public class FrameFilter : FixedHeaderReceiveFilter<BinaryRequestInfo>
    {
        public FrameFilter()
            : base(headerSize: 6)
        {
        }

        public override IReceiveFilter<BinaryRequestInfo> NextReceiveFilter
        {
            get { return base.NextReceiveFilter; }
        }

        public override BinaryRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            return base.Filter(readBuffer, offset, length, toBeCopied, out rest) ?? NullRequestInfo;
        }

        public override void Reset()
        {
            base.Reset();
        }

        protected override int GetBodyLengthFromHeader(byte[] header, int offset, int length)
        {
            int size = header[offset + 4] * 256 + header[offset + 5];
            if (size > 1000)
                State = FilterState.Error;
            return size;
        }

        protected override BinaryRequestInfo ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
        {
            return base.ProcessMatchedRequest(buffer, offset, length, toBeCopied);
        }

        protected override BinaryRequestInfo ResolveRequestInfo(ArraySegment<byte> header, byte[] bodyBuffer, int offset, int length)
        {
            byte[] body = new byte[length];
            if (length > 0)
                Buffer.BlockCopy(bodyBuffer, offset, body, 0, length);
            return new BinaryRequestInfo(System.Text.Encoding.ASCII.GetString(header.Array, header.Offset, 4), body);
        }
    }

    public class MarkFilter : BeginEndMarkReceiveFilter<StringRequestInfo>
    {
        public MarkFilter()
            : base(new byte[] { (byte)'!' }, new byte[] { (byte)'$' })
        {
        }

        protected override StringRequestInfo ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
        {
            if (length < 2)
                return NullRequestInfo;
            NextReceiveFilter = this;
            return new StringRequestInfo("MARK", System.Text.Encoding.ASCII.GetString(readBuffer, offset + 1, length - 2), new string[0]);
        }
    }

    public class CountFilter : CountSpliterReceiveFilter<StringRequestInfo>
    {
        public CountFilter()
            : base((byte)'#', 3)
        {
        }

        protected override StringRequestInfo ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
        {
            return NullRequestInfo;
        }
    }

    public class PageRequest : HttpRequestInfoBase<string>
    {
        public PageRequest(string key, System.Collections.Specialized.NameValueCollection header, string body)
            : base(key: key, header: header, body: body)
        {
        }
    }

    public class PageFilter : HttpReceiveFilterBase<PageRequest>
    {
        protected override PageRequest FilterRequestHeader(System.Collections.Specialized.NameValueCollection header)
        {
            return string.IsNullOrEmpty(header["Content-Length"]) ? new PageRequest("GET", HeaderItems, "") : null;
        }

        protected override PageRequest FilterRequestBody(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            AddArraySegment(readBuffer, offset, length, toBeCopied);
            rest = 0;
            return new PageRequest("POST", HeaderItems, BufferSegments.Decode(Charset()));
        }

        System.Text.Encoding Charset()
        {
            return Session == null ? System.Text.Encoding.UTF8 : Session.Charset;
        }
    }

    public class MyCommand : StringCommandBase
    {
        public override string Name
        {
            get { return "325"; }
        }

        public override void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
        {
            session.Send(requestInfo.Body);
        }
    }

    public class MyLineFilterFactory : CommandLineReceiveFilterFactory
    {
        public override IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        {
            return base.CreateFilter(appServer, appSession, remoteEndPoint);
        }
    }

    public class MyBootstrap : DefaultBootstrap
    {
        public MyBootstrap(IConfigurationSource config)
            : base(config, startupConfigFile: "")
        {
        }

        public override bool Initialize()
        {
            return base.Initialize();
        }

        public override bool Initialize(IDictionary<string, IPEndPoint> listenEndPointReplacement)
        {
            return base.Initialize(listenEndPointReplacement);
        }

        public override bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver)
        {
            return base.Initialize(serverConfigResolver);
        }

        public override bool Initialize(ILogFactory logFactory)
        {
            return base.Initialize(logFactory);
        }

        public override bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver, ILogFactory logFactory)
        {
            return base.Initialize(serverConfigResolver, logFactory);
        }

        protected override IWorkItem CreateWorkItemInstance(string serviceTypeName, StatusInfoAttribute[] serverStatusMetadata)
        {
            LogFactory.GetLog("boot").Debug(serviceTypeName);
            return base.CreateWorkItemInstance(serviceTypeName, serverStatusMetadata);
        }

        protected override void RegisterRemotingService()
        {
            base.RegisterRemotingService();
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
        }
    }
}
