using System.Text;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketBase.Provider;

namespace SuperSocket.SocketBase;

/// <content>Setting up, from code or by a bootstrap.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private const string DefaultSocketServerFactory = "SuperSocket.SocketEngine.SocketServerFactory, SuperSocket.SocketEngine";

    private static int _nameCounter;

    /// <summary>Sets the server up on all IPv4 addresses.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Whether it succeeded; the log says why not.</returns>
    public bool Setup(int port) => Setup("Any", port);

    /// <summary>Sets the server up.</summary>
    /// <param name="ip">Address: Any, IPv6Any, or an address.</param>
    /// <param name="port">The port.</param>
    /// <param name="socketServerFactory">Makes the socket server.</param>
    /// <param name="receiveFilterFactory">Makes the receive filters.</param>
    /// <param name="logFactory">Makes the logs.</param>
    /// <param name="connectionFilters">Decide who may connect.</param>
    /// <param name="commandLoaders">Find the commands.</param>
    /// <returns>Whether it succeeded; the log says why not.</returns>
    public bool Setup(
        string ip,
        int port,
        ISocketServerFactory? socketServerFactory = null,
        IReceiveFilterFactory<TRequestInfo>? receiveFilterFactory = null,
        ILogFactory? logFactory = null,
        IEnumerable<IConnectionFilter>? connectionFilters = null,
        IEnumerable<ICommandLoader<ICommand<TAppSession, TRequestInfo>>>? commandLoaders = null)
        => Setup(
            new ServerConfig { Ip = ip, Port = port },
            socketServerFactory,
            receiveFilterFactory,
            logFactory,
            connectionFilters,
            commandLoaders);

    /// <summary>Sets the server up.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="socketServerFactory">Makes the socket server.</param>
    /// <param name="receiveFilterFactory">Makes the receive filters.</param>
    /// <param name="logFactory">Makes the logs.</param>
    /// <param name="connectionFilters">Decide who may connect.</param>
    /// <param name="commandLoaders">Find the commands.</param>
    /// <returns>Whether it succeeded; the log says why not.</returns>
    public bool Setup(
        IServerConfig config,
        ISocketServerFactory? socketServerFactory = null,
        IReceiveFilterFactory<TRequestInfo>? receiveFilterFactory = null,
        ILogFactory? logFactory = null,
        IEnumerable<IConnectionFilter>? connectionFilters = null,
        IEnumerable<ICommandLoader<ICommand<TAppSession, TRequestInfo>>>? commandLoaders = null)
        => SetUp(null, new RootConfig(), config, new SetupParts
        {
            SocketServerFactory = socketServerFactory,
            ReceiveFilterFactory = receiveFilterFactory,
            LogFactory = logFactory,
            ConnectionFilters = connectionFilters,
            CommandLoaders = commandLoaders,
        });

    /// <summary>Sets the server up. Inside a subclass a call with two arguments means the overridable method instead.</summary>
    /// <param name="rootConfig">What all servers share.</param>
    /// <param name="config">Its configuration.</param>
    /// <param name="socketServerFactory">Makes the socket server.</param>
    /// <param name="receiveFilterFactory">Makes the receive filters.</param>
    /// <param name="logFactory">Makes the logs.</param>
    /// <param name="connectionFilters">Decide who may connect.</param>
    /// <param name="commandLoaders">Find the commands.</param>
    /// <returns>Whether it succeeded; the log says why not.</returns>
    public bool Setup(
        IRootConfig rootConfig,
        IServerConfig config,
        ISocketServerFactory? socketServerFactory = null,
        IReceiveFilterFactory<TRequestInfo>? receiveFilterFactory = null,
        ILogFactory? logFactory = null,
        IEnumerable<IConnectionFilter>? connectionFilters = null,
        IEnumerable<ICommandLoader<ICommand<TAppSession, TRequestInfo>>>? commandLoaders = null)
        => SetUp(null, rootConfig, config, new SetupParts
        {
            SocketServerFactory = socketServerFactory,
            ReceiveFilterFactory = receiveFilterFactory,
            LogFactory = logFactory,
            ConnectionFilters = connectionFilters,
            CommandLoaders = commandLoaders,
        });

    bool IWorkItem.Setup(IBootstrap bootstrap, IServerConfig config, ProviderFactoryInfo[] factories)
    {
        ArgumentNullException.ThrowIfNull(bootstrap);
        ArgumentNullException.ThrowIfNull(factories);
        return SetUp(bootstrap, bootstrap.Config, config, new SetupParts { Factories = factories });
    }

    /// <summary>The application's own set-up. Log, name, configuration, encoding, listeners and commands are there.</summary>
    /// <param name="rootConfig">What all servers share.</param>
    /// <param name="config">The server's configuration.</param>
    /// <returns><see langword="false"/> makes the set-up fail.</returns>
    protected virtual bool Setup(IRootConfig rootConfig, IServerConfig config) => true;

    /// <summary>Makes the server's log.</summary>
    /// <param name="loggerName">The server's name.</param>
    /// <returns>The log.</returns>
    protected virtual ILog CreateLogger(string loggerName) => LogFactory.GetLog(loggerName);

    /// <summary>The protocol of servers that were given none.</summary>
    /// <returns><see langword="null"/> if there is no default.</returns>
    private protected virtual IReceiveFilterFactory<TRequestInfo>? CreateDefaultReceiveFilterFactory() => null;

    private bool SetUp(IBootstrap? bootstrap, IRootConfig rootConfig, IServerConfig config, SetupParts parts)
    {
        ArgumentNullException.ThrowIfNull(rootConfig);
        ArgumentNullException.ThrowIfNull(config);
        if (Interlocked.CompareExchange(ref _state, (int)ServerState.Initializing, (int)ServerState.NotInitialized) != (int)ServerState.NotInitialized)
            throw new Exception("The server has been set up already; it cannot be set up a second time.");

        Bootstrap = bootstrap;
        RootConfig = rootConfig;
        Config = config;
        Name = string.IsNullOrEmpty(config.Name) ? $"{GetType().Name}-{Interlocked.Increment(ref _nameCounter)}" : config.Name;
        TextEncoding = string.IsNullOrEmpty(config.TextEncoding) ? Encoding.ASCII : FindEncoding(config.TextEncoding);
        LogFactory = parts.LogFactory ?? parts.Single<ILogFactory>(ProviderKey.LogFactory) ?? new ConsoleLogFactory();
        _logger = CreateLogger(Name);
        StartRecording();
        try
        {
            return SetUp(rootConfig, config, parts);
        }
        finally
        {
            _recordingLogger = null;
        }
    }

    private bool SetUp(IRootConfig rootConfig, IServerConfig config, SetupParts parts)
    {
        ThreadPoolHints.Apply(rootConfig, Logger);
        if (!string.IsNullOrEmpty(config.DefaultCulture))
            Logger.Warn($"The server {Name}: defaultCulture=\"{config.DefaultCulture}\" is ignored; set it on <superSocket> for all servers.");
        bool ready = SetUpExtensions()
            && SetUpConnectionFilters(parts)
            && SetUpProtocol(parts)
            && SetUpCommandLoaders(parts)
            && SetUpSecurity(config)
            && SetUpListeners(config)
            && SetUpCertificate(config)
            && SetUpCommandTable()
            && RunUserSetup(rootConfig, config)
            && EnsureProtocol();
        if (!ready)
            return false;

        if (config is not ServerConfig)
            Config = new ServerConfig(config);
        if (!SetUpSocketServer(parts))
            return false;
        SetState(ServerState.NotStarted);
        return true;
    }

    private bool SetUpSocketServer(SetupParts parts)
    {
        ISocketServerFactory factory = parts.SocketServerFactory
            ?? parts.Single<ISocketServerFactory>(ProviderKey.SocketServerFactory)

            // Our extension: a server that does not listen on plain sockets says so by being a factory itself.
            ?? this as ISocketServerFactory
            ?? new ExportFactory(DefaultSocketServerFactory).CreateExport<ISocketServerFactory>();
        return SetUpEngine(factory);
    }

    // Attributes that only the engine knows are checked here.
    private bool SetUpEngine(ISocketServerFactory factory)
    {
        try
        {
            _socketServer = factory.CreateSocketServer<TRequestInfo>(this, Listeners, Config);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            Logger.Error($"The server {Name} cannot be set up: {e.Message.TrimEnd('.')}.");
            return false;
        }
    }

    private static Encoding FindEncoding(string name)
    {
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"textEncoding=\"{name}\" is not the name of an encoding; use for example utf-8, gb2312 or gb18030.", e);
        }
    }

    private bool SetUpConnectionFilters(SetupParts parts)
    {
        var filters = new List<IConnectionFilter>(parts.ConnectionFilters ?? []);
        foreach (ProviderFactoryInfo info in parts.All(ProviderKey.ConnectionFilter))
        {
            var filter = info.ExportFactory.CreateExport<IConnectionFilter>();
            if (!filter.Initialize(info.Name, this))
            {
                Logger.Error($"The connection filter '{info.Name}' of the server {Name} could not be initialised.");
                return false;
            }

            filters.Add(filter);
        }

        ConnectionFilters = filters.Count == 0 ? null : filters.ToArray();
        return true;
    }

    private bool SetUpProtocol(SetupParts parts)
    {
        IReceiveFilterFactory<TRequestInfo>? factory = parts.ReceiveFilterFactory;
        if (parts.Single<object>(ProviderKey.ReceiveFilterFactory) is { } configured)
        {
            factory = configured as IReceiveFilterFactory<TRequestInfo>;
            if (factory == null)
            {
                Logger.Error($"The receive filter factory '{configured.GetType().FullName}' does not make requests of type {typeof(TRequestInfo).FullName}, which the server {Name} needs.");
                return false;
            }
        }

        if (factory != null)
            ReceiveFilterFactory = factory;
        return true;
    }

    private bool RunUserSetup(IRootConfig rootConfig, IServerConfig config)
    {
        int errors = _errors.Count;
        if (Setup(rootConfig, config))
            return true;
        LogUnlessTold(errors, $"The method Setup of {GetType().FullName} refused the configuration of the server {Name}.");
        return false;
    }

    // Whoever knows better what went wrong may have logged it already.
    private void LogUnlessTold(int errorsBefore, string error)
    {
        if (_errors.Count == errorsBefore)
            Logger.Error(error);
    }

    private bool EnsureProtocol()
    {
        if (ReceiveFilterFactory != null || CreateDefaultReceiveFilterFactory() is { } factory && (ReceiveFilterFactory = factory) != null)
            return true;
        Logger.Error($"The server {Name} has no receive filter factory: pass one to its constructor, to Setup, or name one in the attribute receiveFilterFactory.");
        return false;
    }

    /// <summary>What set-up was given besides the configuration: objects in code, or named providers from a bootstrap.</summary>
    private sealed class SetupParts
    {
        public ISocketServerFactory? SocketServerFactory { get; init; }

        public IReceiveFilterFactory<TRequestInfo>? ReceiveFilterFactory { get; init; }

        public ILogFactory? LogFactory { get; init; }

        public IEnumerable<IConnectionFilter>? ConnectionFilters { get; init; }

        public IEnumerable<ICommandLoader<ICommand<TAppSession, TRequestInfo>>>? CommandLoaders { get; init; }

        public ProviderFactoryInfo[] Factories { get; init; } = [];

        public IEnumerable<ProviderFactoryInfo> All(ProviderKey key) => Factories.Where(factory => factory.Key.Name == key.Name);

        public T? Single<T>(ProviderKey key)
            where T : class
            => All(key).FirstOrDefault()?.ExportFactory.CreateExport<T>();
    }
}
