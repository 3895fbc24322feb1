using System;
using System.Collections.Generic;
using System.Configuration;
using System.Net;
using System.Security.Authentication;
using System.Text;
using System.Threading.Tasks;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketBase.Provider;
using SuperSocket.SocketEngine;

namespace Application16
{
    /// <summary>The names of parameters, which callers may write, and those members whose spelling is as it is.</summary>
    static class CallsByName
    {
        public static void SetUp(AppServer server, IRootConfig root, IServerConfig config, ISocketServerFactory sockets,
            IReceiveFilterFactory<StringRequestInfo> filters, ILogFactory logs, IEnumerable<IConnectionFilter> guards,
            IEnumerable<ICommandLoader<ICommand<AppSession, StringRequestInfo>>> loaders)
        {
            server.Setup(port: 2012);
            server.Setup(ip: "Any", port: 2012, logFactory: logs);
            server.Setup(ip: "Any", port: 2012, socketServerFactory: sockets, receiveFilterFactory: filters, logFactory: logs,
                connectionFilters: guards, commandLoaders: loaders);
            server.Setup(config: config, connectionFilters: guards);
            server.Setup(config: config, commandLoaders: loaders);
            server.Setup(root, config, logFactory: logs);
            server.Setup(rootConfig: root, config: config, socketServerFactory: sockets, receiveFilterFactory: filters, logFactory: logs,
                connectionFilters: guards, commandLoaders: loaders);

            // Two arguments from outside of the class: the overload with the optional ones.
            server.Setup(root, config);
            server.Setup(rootConfig: root, config: config);
        }

        public static void UseServer(AppServer server, AppSession session)
        {
            IEnumerable<AppSession> some = server.GetSessions(critera: s => s.Connected);
            AppSession one = server.GetSessionByID(sessionID: session.SessionID);
            server.ResetSessionSecurity(session: one, security: SslProtocols.None);
            string path = server.GetFilePath(relativeFilePath: "data.txt");
            server.NewSessionConnected += s => s.Send(message: path);
            server.NewSessionConnected += new SessionHandler<AppSession>(Connected);
            server.SessionClosed += new SessionHandler<AppSession, CloseReason>(Closed);
            server.NewRequestReceived += new RequestHandler<AppSession, StringRequestInfo>(Received);
            ((IRawDataProcessor<AppSession>)server).RawDataReceived += (s, buffer, offset, length) => true;
            ((IRequestHandler<StringRequestInfo>)server).ExecuteCommand(session: session, requestInfo: new StringRequestInfo(key: "A", body: "", parameters: null));
            ((ISystemEndPoint)server).TransferSystemMessage(messageType: "tick", messageData: some);
            Task<ActiveConnectResult> connecting = ((IActiveConnector)server).ActiveConnect(targetEndPoint: one.RemoteEndPoint, localEndPoint: one.LocalEndPoint);
            connecting.ContinueWith(t => t.Result.Session.Close());
            ISocketServer sockets = ((ISocketServerAccessor)server).SocketServer;
            int free = sockets.SendingQueuePool.AvialableItemsCount;
            Console.WriteLine(free);
        }

        public static void UseSession(AppSession session, byte[] data)
        {
            session.Send(message: "text");
            session.Send(message: "{0}", paramValues: new object[] { 1 });
            session.Send("{0} {1}", 1, 2);
            session.Send(data: data, offset: 0, length: data.Length);
            session.Send(segment: new ArraySegment<byte>(data));
            session.Send(segments: new List<ArraySegment<byte>> { new ArraySegment<byte>(data) });
            bool sent = session.TrySend(message: "text")
                && session.TrySend(data: data, offset: 0, length: data.Length)
                && session.TrySend(segment: new ArraySegment<byte>(data))
                && session.TrySend(segments: new[] { new ArraySegment<byte>(data) });
            session.Charset = Encoding.UTF8;
            session.Close(reason: sent ? CloseReason.ServerClosing : CloseReason.Unknown);
            IPEndPoint remote = session.RemoteEndPoint ?? session.LocalEndPoint;
            TimeSpan age = DateTime.Now - session.StartTime;
            session.Logger.Info(session: session, message: remote + " " + age);
            session.Logger.Error(session: session, title: "failed", e: new Exception());
            session.Logger.ErrorFormat("{0} {1}", session.PrevCommand, session.CurrentCommand);
            session.AppServer.AsyncRun(task: () => session.Close());
            session.AppServer.AsyncRun(task: () => session.Close(), exceptionHandler: e => session.Logger.Error(e));
            session.AppServer.AsyncRun(task: o => session.Close(), state: data, taskOption: TaskCreationOptions.LongRunning, exceptionHandler: e => { });
        }

        public static void Host(IConfigurationSource source, ILogFactory logs, IDictionary<string, IPEndPoint> points)
        {
            IBootstrap bootstrap = BootstrapFactory.CreateBootstrap(config: source);
            bootstrap = BootstrapFactory.CreateBootstrap(configSectionName: "superSocket");
            bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(configFile: "my.config");
            bootstrap.Initialize();
            bootstrap.Initialize(listenEndPointReplacement: points);
            bootstrap.Initialize(serverConfigResolver: c => c);
            bootstrap.Initialize(logFactory: logs);
            bootstrap.Initialize(serverConfigResolver: c => new ServerConfig(serverConfig: c) { Port = 4000 }, logFactory: logs);
            IWorkItem item = bootstrap.GetServerByName(name: "one");
            item.Setup(bootstrap: bootstrap, config: item.Config, factories: new[]
            {
                new ProviderFactoryInfo(key: ProviderKey.LogFactory, name: "logs", instance: logs),
                new ProviderFactoryInfo(key: ProviderKey.CommandLoader, name: "commands", typeName: "My.Loader, My"),
                new ProviderFactoryInfo(key: ProviderKey.ServerType, name: "server", type: typeof(AppServer)),
            });
            var hosted = new DefaultBootstrap(rootConfig: new RootConfig(), appServers: new[] { item }, logFactory: logs);
            hosted.PerfMonitor.OnStatusUpdate += status => status.Save(filePath: "status.json");
            hosted.Dispose();
            ((IDynamicBootstrap)bootstrap).AddAndStart(config: item.Config);
            ((IDynamicBootstrap)bootstrap).Remove(name: "one");
            ConfigurationWatcher.Watch(configSection: (ConfigurationSection)ConfigurationManager.GetSection("superSocket"), bootstrap: bootstrap);
            NodeStatus last = NodeStatus.LoadFrom(filePath: "status.json");
            new Log4NetLogFactory(log4netConfig: "log4net.config").GetLog(name: last.BootstrapStatus.Name);
        }

        public static void UseHelpers(ArraySegmentList list, byte[] data, byte[] mark)
        {
            list.AddSegment(array: data, offset: 0, length: data.Length, toBeCopied: true);
            string text = list.Decode(encoding: Encoding.ASCII, offset: 0, length: 1);
            list.TrimEnd(trimSize: 1);
            list.ClearSegements();
            int? found = data.SearchMark(offset: 0, length: data.Length, mark: mark, matched: 0);
            int begins = data.StartsWith(mark);
            bool ends = data.EndsWith(mark);
            byte[] copy = data.CloneRange(offset: 0, length: begins);
            int number = text.ToInt32(defaultValue: found ?? 0);
            bool parsed = text.TryParseEnum(ignoreCase: true, enumValue: out SocketMode mode);
            TheadPoolEx.ResetThreadPool(maxWorkingThreads: 100, maxCompletionPortThreads: null, minWorkingThreads: null, minCompletionPortThreads: null);
            new ServerConfig().CopyPropertiesTo(target: new ServerConfig());
            Console.WriteLine("{0} {1} {2} {3} {4}", ends, copy, number, parsed, mode);
        }

        public static void UseFilters(IRequestInfoParser<StringRequestInfo> parser)
        {
            object[] factories =
            {
                new CountSpliterReceiveFilterFactory(spliter: (byte)'#', count: 8),
                new TerminatorReceiveFilterFactory(terminator: "##", encoding: Encoding.UTF8, requestInfoParser: new BasicRequestInfoParser(spliter: ":", parameterSpliter: ",")),
                new CommandLineReceiveFilterFactory(encoding: Encoding.UTF8, requestInfoParser: parser),
                new DefaultReceiveFilterFactory<EveryInterface.Filter, StringRequestInfo>(),
            };
            Console.WriteLine(factories.Length);
        }

        public static T Child<T>(IServerConfig config) where T : ConfigurationElement, new()
        {
            return config.OptionElements.GetChildConfig<T>(childConfigName: "child") ?? config.GetChildConfig<T>(childConfigName: "child");
        }

        static void Connected(AppSession session)
        {
            session.Items.GetValue<int>(key: "n", defaultValue: 0);
        }

        static void Closed(AppSession session, CloseReason value)
        {
        }

        static void Received(AppSession session, StringRequestInfo requestInfo)
        {
            session.Send(requestInfo[0]);
        }
    }
}
