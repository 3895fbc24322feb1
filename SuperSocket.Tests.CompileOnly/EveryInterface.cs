using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Configuration;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketBase.Provider;

namespace Application16
{
    /// <summary>Implements each interface with its members and no others.</summary>
    public static class EveryInterface
    {
        public class Log : ILog
        {
            public bool IsDebugEnabled { get; private set; }
            public bool IsErrorEnabled { get; private set; }
            public bool IsFatalEnabled { get; private set; }
            public bool IsInfoEnabled { get; private set; }
            public bool IsWarnEnabled { get; private set; }

            public void Debug(object message)
            {
            }

            public void Debug(object message, Exception exception)
            {
            }

            public void DebugFormat(string format, object arg0)
            {
            }

            public void DebugFormat(string format, params object[] args)
            {
            }

            public void DebugFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void DebugFormat(string format, object arg0, object arg1)
            {
            }

            public void DebugFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Error(object message)
            {
            }

            public void Error(object message, Exception exception)
            {
            }

            public void ErrorFormat(string format, object arg0)
            {
            }

            public void ErrorFormat(string format, params object[] args)
            {
            }

            public void ErrorFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void ErrorFormat(string format, object arg0, object arg1)
            {
            }

            public void ErrorFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Fatal(object message)
            {
            }

            public void Fatal(object message, Exception exception)
            {
            }

            public void FatalFormat(string format, object arg0)
            {
            }

            public void FatalFormat(string format, params object[] args)
            {
            }

            public void FatalFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void FatalFormat(string format, object arg0, object arg1)
            {
            }

            public void FatalFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Info(object message)
            {
            }

            public void Info(object message, Exception exception)
            {
            }

            public void InfoFormat(string format, object arg0)
            {
            }

            public void InfoFormat(string format, params object[] args)
            {
            }

            public void InfoFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void InfoFormat(string format, object arg0, object arg1)
            {
            }

            public void InfoFormat(string format, object arg0, object arg1, object arg2)
            {
            }

            public void Warn(object message)
            {
            }

            public void Warn(object message, Exception exception)
            {
            }

            public void WarnFormat(string format, object arg0)
            {
            }

            public void WarnFormat(string format, params object[] args)
            {
            }

            public void WarnFormat(IFormatProvider provider, string format, params object[] args)
            {
            }

            public void WarnFormat(string format, object arg0, object arg1)
            {
            }

            public void WarnFormat(string format, object arg0, object arg1, object arg2)
            {
            }
        }

        public class LogFactory : ILogFactory
        {
            public ILog GetLog(string name)
            {
                return new Log();
            }
        }

        public class NamedLogFactory : LogFactoryBase
        {
            public NamedLogFactory()
                : base("my.config")
            {
            }

            public override ILog GetLog(string name)
            {
                return new ConsoleLog(ConfigFile + name + IsSharedConfig);
            }
        }

        public class Root : IRootConfig
        {
            public int MaxWorkingThreads { get; set; }
            public int MinWorkingThreads { get; set; }
            public int MaxCompletionPortThreads { get; set; }
            public int MinCompletionPortThreads { get; set; }
            public bool DisablePerformanceDataCollector { get; set; }
            public int PerformanceDataCollectInterval { get; set; }
            public string LogFactory { get; set; }
            public IsolationMode Isolation { get; set; }
            public NameValueCollection OptionElements { get; set; }
            public string DefaultCulture { get; set; }

            public TConfig GetChildConfig<TConfig>(string childConfigName) where TConfig : ConfigurationElement, new()
            {
                return OptionElements.GetChildConfig<TConfig>(childConfigName);
            }
        }

        public class Source : IConfigurationSource
        {
            public int MaxWorkingThreads { get; set; }
            public int MinWorkingThreads { get; set; }
            public int MaxCompletionPortThreads { get; set; }
            public int MinCompletionPortThreads { get; set; }
            public bool DisablePerformanceDataCollector { get; set; }
            public int PerformanceDataCollectInterval { get; set; }
            public string LogFactory { get; set; }
            public IsolationMode Isolation { get; set; }
            public NameValueCollection OptionElements { get; set; }
            public string DefaultCulture { get; set; }
            public IEnumerable<IServerConfig> Servers { get; set; }
            public IEnumerable<ITypeProvider> ServerTypes { get; set; }
            public IEnumerable<ITypeProvider> ConnectionFilters { get; set; }
            public IEnumerable<ITypeProvider> LogFactories { get; set; }
            public IEnumerable<ITypeProvider> ReceiveFilterFactories { get; set; }
            public IEnumerable<ITypeProvider> CommandLoaders { get; set; }

            public TConfig GetChildConfig<TConfig>(string childConfigName) where TConfig : ConfigurationElement, new()
            {
                return OptionElements.GetChildConfig<TConfig>(childConfigName);
            }
        }

        public class Config : IServerConfig
        {
            public string ServerTypeName { get; set; }
            public string ServerType { get; set; }
            public string ReceiveFilterFactory { get; set; }
            public string Ip { get; set; }
            public int Port { get; set; }
            public NameValueCollection Options { get; set; }
            public NameValueCollection OptionElements { get; set; }
            public bool Disabled { get; set; }
            public string Name { get; set; }
            public SocketMode Mode { get; set; }
            public int SendTimeOut { get; set; }
            public int MaxConnectionNumber { get; set; }
            public int ReceiveBufferSize { get; set; }
            public int SendBufferSize { get; set; }
            public bool SyncSend { get; set; }
            public bool LogCommand { get; set; }
            public bool ClearIdleSession { get; set; }
            public int ClearIdleSessionInterval { get; set; }
            public int IdleSessionTimeOut { get; set; }
            public ICertificateConfig Certificate { get; set; }
            public string Security { get; set; }
            public int MaxRequestLength { get; set; }
            public bool DisableSessionSnapshot { get; set; }
            public int SessionSnapshotInterval { get; set; }
            public string ConnectionFilter { get; set; }
            public string CommandLoader { get; set; }
            public int KeepAliveTime { get; set; }
            public int KeepAliveInterval { get; set; }
            public int ListenBacklog { get; set; }
            public int StartupOrder { get; set; }
            public IEnumerable<IListenerConfig> Listeners { get; set; }
            public string LogFactory { get; set; }
            public int SendingQueueSize { get; set; }
            public bool LogBasicSessionActivity { get; set; }
            public bool LogAllSocketException { get; set; }
            public string TextEncoding { get; set; }
            public IEnumerable<ICommandAssemblyConfig> CommandAssemblies { get; set; }
            public string DefaultCulture { get; set; }

            public TConfig GetChildConfig<TConfig>(string childConfigName) where TConfig : ConfigurationElement, new()
            {
                return OptionElements.GetChildConfig<TConfig>(childConfigName);
            }
        }

        public class Listener : IListenerConfig
        {
            public string Ip { get; set; }
            public int Port { get; set; }
            public int Backlog { get; set; }
            public string Security { get; set; }
        }

        public class Certificate : ICertificateConfig
        {
            public string FilePath { get; set; }
            public string Password { get; set; }
            public string StoreName { get; set; }
            public string Thumbprint { get; set; }
            public StoreLocation StoreLocation { get; set; }
            public bool ClientCertificateRequired { get; set; }
            public X509KeyStorageFlags KeyStorageFlags { get; set; }
        }

        public class CommandAssembly : ICommandAssemblyConfig
        {
            public string Assembly { get; set; }
        }

        public class Provider : ITypeProvider
        {
            public string Name { get; set; }
            public string Type { get; set; }
        }

        public class Guard : IConnectionFilter
        {
            public string Name { get; private set; }

            public bool Initialize(string name, IAppServer appServer)
            {
                return (Name = name) != null;
            }

            public bool AllowConnect(IPEndPoint remoteAddress)
            {
                return remoteAddress.Port > 0;
            }
        }

        public class Request : IRequestInfo<int, string>
        {
            public string Key { get; set; }
            public int Header { get; set; }
            public string Body { get; set; }
        }

        public class Filter : IReceiveFilter<StringRequestInfo>, IOffsetAdapter, IReceiveFilterInitializer
        {
            public int LeftBufferSize { get; private set; }
            public IReceiveFilter<StringRequestInfo> NextReceiveFilter { get; private set; }
            public FilterState State { get; private set; }
            public int OffsetDelta { get; private set; }

            public void Initialize(IAppServer appServer, IAppSession session)
            {
            }

            StringRequestInfo IReceiveFilter<StringRequestInfo>.Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
            {
                rest = 0;
                return null;
            }

            public void Reset()
            {
            }
        }

        public class FilterFactory : IReceiveFilterFactory<StringRequestInfo>
        {
            public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
            {
                return new Filter();
            }
        }

        public class Parser : IRequestInfoParser<StringRequestInfo>
        {
            public StringRequestInfo ParseRequestInfo(string source)
            {
                return new StringRequestInfo(source, "", new string[0]);
            }
        }

        public class Command : ICommand<AppSession, StringRequestInfo>, ICommandFilterProvider
        {
            public string Name
            {
                get { return "ONE"; }
            }

            public void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
            {
            }

            public IEnumerable<CommandFilterAttribute> GetFilters()
            {
                return new CommandFilterAttribute[0];
            }
        }

        public class Loader<TCommand> : ICommandLoader<TCommand> where TCommand : ICommand
        {
            public event EventHandler<CommandUpdateEventArgs<TCommand>> Updated;
            public event EventHandler<ErrorEventArgs> Error;

            public bool Initialize(IRootConfig rootConfig, IAppServer appServer)
            {
                return true;
            }

            public bool TryLoadCommands(out IEnumerable<TCommand> commands)
            {
                commands = new TCommand[0];
                return true;
            }

            public void Update(TCommand command)
            {
                var update = new CommandUpdateInfo<TCommand> { UpdateAction = CommandUpdateAction.Add, Command = command };
                Updated?.Invoke(this, new CommandUpdateEventArgs<TCommand>(commands: new[] { update }));
                Error?.Invoke(this, new ErrorEventArgs(message: "none"));
            }
        }

        public class DerivedLoader<TCommand> : CommandLoaderBase<TCommand> where TCommand : ICommand
        {
            public override bool Initialize(IRootConfig rootConfig, IAppServer appServer)
            {
                return true;
            }

            public override bool TryLoadCommands(out IEnumerable<TCommand> commands)
            {
                commands = new TCommand[0];
                return true;
            }

            public void Update()
            {
                OnUpdated(commands: new CommandUpdateInfo<TCommand>[0]);
                OnError(message: "none");
                OnError(e: new Exception());
            }
        }

        public class Sockets : ISocketServer
        {
            public bool IsRunning { get; private set; }
            public IPoolInfo SendingQueuePool { get; private set; }

            public bool Start()
            {
                return IsRunning = true;
            }

            public void Stop()
            {
            }

            public void ResetSessionSecurity(IAppSession session, SslProtocols security)
            {
            }
        }

        public class Pool : IPoolInfo
        {
            public int MinPoolSize { get; private set; }
            public int MaxPoolSize { get; private set; }
            public int AvialableItemsCount { get; private set; }
            public int TotalItemsCount { get; private set; }
        }

        public class SocketsFactory : ISocketServerFactory
        {
            public ISocketServer CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config) where TRequestInfo : IRequestInfo
            {
                return new Sockets();
            }
        }

        public class Connection : ISocketSession
        {
            public string SessionID { get; private set; }
            public IPEndPoint RemoteEndPoint { get; private set; }
            public IPEndPoint LocalEndPoint { get; private set; }
            public Socket Client { get; private set; }
            public IAppSession AppSession { get; private set; }
            public int OrigReceiveOffset { get; private set; }
            public SslProtocols SecureProtocol { get; set; }
            public Action<ISocketSession, CloseReason> Closed { get; set; }

            public void Initialize(IAppSession appSession)
            {
            }

            public void Start()
            {
            }

            public void Close(CloseReason reason)
            {
            }

            public bool TrySend(IList<ArraySegment<byte>> segments)
            {
                return false;
            }

            public bool TrySend(ArraySegment<byte> segment)
            {
                return false;
            }

            public void ApplySecureProtocol()
            {
            }
        }

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
    }
}
