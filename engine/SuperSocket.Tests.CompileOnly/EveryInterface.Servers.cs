using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketBase.Provider;
using SuperSocket.SocketEngine;

namespace Application16
{
    public static partial class EveryInterface
    {
        public class Session : IAppSession<Session, StringRequestInfo>
        {
            public string SessionID { get; private set; }
            public IPEndPoint RemoteEndPoint { get; private set; }
            public IPEndPoint LocalEndPoint { get; private set; }
            public IAppServer AppServer { get; private set; }
            public ISocketSession SocketSession { get; private set; }
            public IDictionary<object, object> Items { get; private set; }
            public IServerConfig Config { get; private set; }
            public DateTime StartTime { get; private set; }
            public bool Connected { get; private set; }
            public ILog Logger { get; private set; }
            public DateTime LastActiveTime { get; set; }
            public Encoding Charset { get; set; }
            public string PrevCommand { get; set; }
            public string CurrentCommand { get; set; }

            public void Close()
            {
            }

            public void Close(CloseReason reason)
            {
            }

            public int ProcessRequest(byte[] readBuffer, int offset, int length, bool toBeCopied)
            {
                return 0;
            }

            public void StartSession()
            {
            }

            public void Initialize(IAppServer<Session, StringRequestInfo> server, ISocketSession socketSession)
            {
            }
        }

        public class Work : IWorkItem
        {
            public string Name { get; private set; }
            public IServerConfig Config { get; private set; }
            public int SessionCount { get; private set; }
            public ServerState State { get; private set; }

            public bool Setup(IBootstrap bootstrap, IServerConfig config, ProviderFactoryInfo[] factories)
            {
                return true;
            }

            public bool Start()
            {
                return true;
            }

            public void Stop()
            {
            }

            public void ReportPotentialConfigChange(IServerConfig config)
            {
            }

            public void TransferSystemMessage(string messageType, object messageData)
            {
            }

            public StatusInfoAttribute[] GetServerStatusMetadata()
            {
                return GetType().GetStatusInfoMetadata();
            }

            public StatusInfoCollection CollectServerStatus(StatusInfoCollection bootstrapStatus)
            {
                return new StatusInfoCollection { Name = Name, Tag = "x", CollectedTime = DateTime.Now };
            }
        }

        public class Server : IAppServer<Session, StringRequestInfo>, IRawDataProcessor<Session>, IRequestHandler<StringRequestInfo>, ISocketServerAccessor, IRemoteCertificateValidator, IActiveConnector
        {
            public event SessionHandler<Session> NewSessionConnected;
            public event SessionHandler<Session, CloseReason> SessionClosed;
            public event RequestHandler<Session, StringRequestInfo> NewRequestReceived;
            public event Func<Session, byte[], int, int, bool> RawDataReceived;

            public DateTime StartedTime { get; private set; }
            public ListenerInfo[] Listeners { get; private set; }
            public object ReceiveFilterFactory { get; private set; }
            public X509Certificate Certificate { get; private set; }
            public SslProtocols BasicSecurity { get; private set; }
            public ILogFactory LogFactory { get; private set; }
            public ILog Logger { get; private set; }
            public ISocketServer SocketServer { get; private set; }
            public string Name { get; private set; }
            public IServerConfig Config { get; private set; }
            public int SessionCount { get; private set; }
            public ServerState State { get; private set; }

            public bool Setup(IBootstrap bootstrap, IServerConfig config, ProviderFactoryInfo[] factories)
            {
                return true;
            }

            public bool Start()
            {
                return true;
            }

            public void Stop()
            {
            }

            public void ReportPotentialConfigChange(IServerConfig config)
            {
            }

            public void TransferSystemMessage(string messageType, object messageData)
            {
            }

            public StatusInfoAttribute[] GetServerStatusMetadata()
            {
                return GetType().GetStatusInfoMetadata();
            }

            public StatusInfoCollection CollectServerStatus(StatusInfoCollection bootstrapStatus)
            {
                return new StatusInfoCollection { Name = Name, Tag = "x", CollectedTime = DateTime.Now };
            }

            public IAppSession CreateAppSession(ISocketSession socketSession)
            {
                return new Session();
            }

            public bool RegisterSession(IAppSession session)
            {
                return true;
            }

            public IAppSession GetSessionByID(string sessionID)
            {
                return null;
            }

            public void ResetSessionSecurity(IAppSession session, SslProtocols security)
            {
            }

            public IEnumerable<Session> GetSessions(Func<Session, bool> critera)
            {
                return new Session[0];
            }

            public IEnumerable<Session> GetAllSessions()
            {
                return new Session[0];
            }

            public void ExecuteCommand(IAppSession session, StringRequestInfo requestInfo)
            {
                var mine = (Session)session;
                NewSessionConnected?.Invoke(mine);
                if (RawDataReceived == null || RawDataReceived(mine, new byte[1], 0, 1))
                    NewRequestReceived?.Invoke(mine, requestInfo);
                SessionClosed?.Invoke(mine, CloseReason.ClientClosing);
            }

            public bool Validate(IAppSession session, object sender, X509Certificate certificate, X509Chain chain, SslPolicyErrors sslPolicyErrors)
            {
                return true;
            }

            public Task<ActiveConnectResult> ActiveConnect(EndPoint targetEndPoint)
            {
                return ActiveConnect(targetEndPoint, null);
            }

            public Task<ActiveConnectResult> ActiveConnect(EndPoint targetEndPoint, EndPoint localEndPoint)
            {
                return Task.FromResult(new ActiveConnectResult { Result = true, Session = new Session() });
            }
        }

        public class Bootstrap : IBootstrap, IDynamicBootstrap
        {
            public IEnumerable<IWorkItem> AppServers { get; private set; }
            public IRootConfig Config { get; private set; }
            public string StartupConfigFile { get; private set; }
            public string BaseDirectory { get; private set; }

            public bool Initialize()
            {
                return true;
            }

            public bool Initialize(IDictionary<string, IPEndPoint> listenEndPointReplacement)
            {
                return true;
            }

            public bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver)
            {
                return true;
            }

            public bool Initialize(ILogFactory logFactory)
            {
                return true;
            }

            public bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver, ILogFactory logFactory)
            {
                return true;
            }

            public StartResult Start()
            {
                return StartResult.PartialSuccess;
            }

            public void Stop()
            {
            }

            public bool Add(IServerConfig config)
            {
                return true;
            }

            public bool AddAndStart(IServerConfig config)
            {
                return true;
            }

            public void Remove(string name)
            {
            }
        }

        public class Monitor : IPerformanceMonitor, IProcessServer
        {
            public event Action<NodeStatus> OnStatusUpdate;

            public int StatusUpdateInterval { get; set; }

            public int ProcessId { get; private set; }

            public void Start()
            {
                OnStatusUpdate?.Invoke(new NodeStatus { BootstrapStatus = new StatusInfoCollection(), InstancesStatus = new StatusInfoCollection[0] });
            }

            public void Stop()
            {
            }

            public void Dispose()
            {
            }
        }
    }
}
