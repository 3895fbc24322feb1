using System.Configuration;
using System.Globalization;
using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Sets up, starts and stops the servers of one configuration. What goes wrong is an Error in the log, a line on
/// <see cref="ErrorOutput"/>, and the text of <see cref="LastError"/>.
/// </summary>
public partial class DefaultBootstrap : IBootstrap, ILoggerProvider, IServiceSource, IDisposable
{
    private readonly IConfigurationSource _source;
    private readonly LogFactories _logFactories;
    private readonly ErrorRecorder _errors = new();

    // The servers that Initialize set up, and what it does to a configuration first.
    private readonly HashSet<string> _resolved = new(StringComparer.OrdinalIgnoreCase);
    private Func<IServerConfig, IServerConfig> _resolver = config => config;

    // Replaced as a whole, so that it can be read without a lock.
    private volatile IWorkItem[] _servers = [];
    private ILog _log = null!;
    private bool _initialized;
    private volatile bool _isStopping;
    private bool _disposed;

    /// <summary>Makes a bootstrap of servers that were set up in code.</summary>
    /// <param name="appServers">The servers.</param>
    public DefaultBootstrap(IEnumerable<IWorkItem> appServers)
        : this(new RootConfig(), appServers, new DefaultLogFactory())
    {
    }

    /// <summary>Makes a bootstrap of servers that were set up in code.</summary>
    /// <param name="rootConfig">What all servers share.</param>
    /// <param name="appServers">The servers.</param>
    public DefaultBootstrap(IRootConfig rootConfig, IEnumerable<IWorkItem> appServers)
        : this(rootConfig, appServers, new DefaultLogFactory())
    {
    }

    /// <summary>Makes a bootstrap of servers that were set up in code.</summary>
    /// <param name="rootConfig">What all servers share.</param>
    /// <param name="appServers">The servers.</param>
    /// <param name="logFactory">Makes the logs.</param>
    public DefaultBootstrap(IRootConfig rootConfig, IEnumerable<IWorkItem> appServers, ILogFactory logFactory)
    {
        ArgumentNullException.ThrowIfNull(rootConfig);
        ArgumentNullException.ThrowIfNull(appServers);
        ArgumentNullException.ThrowIfNull(logFactory);
        Config = rootConfig;
        StartupConfigFile = string.Empty;
        _source = new ConfigurationSource();
        _logFactories = new LogFactories(_source);
        _servers = [.. appServers];
        if (_servers.Length == 0)
            throw new ArgumentException("There must be one server at least.", nameof(appServers));
        UseLogFactory(logFactory);
        CreateMonitor();
        ApplyCulture();
        _initialized = true;
    }

    /// <summary>Makes a bootstrap of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    public DefaultBootstrap(IConfigurationSource config)
        : this(config, string.Empty)
    {
    }

    /// <summary>Makes a bootstrap of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="startupConfigFile">Path of the file that it was read from; empty for none.</param>
    public DefaultBootstrap(IConfigurationSource config, string startupConfigFile)
        : this(config, startupConfigFile, isTrial: false)
    {
    }

    /// <summary>Makes a bootstrap of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="startupConfigFile">Path of the file that it was read from; empty for none.</param>
    /// <param name="isTrial">Whether it only finds out if its servers can be set up, and leaves the process as it is.</param>
    internal DefaultBootstrap(IConfigurationSource config, string startupConfigFile, bool isTrial)
    {
        ArgumentNullException.ThrowIfNull(config);
        _source = config;
        _logFactories = new LogFactories(config);
        Config = config;
        StartupConfigFile = startupConfigFile ?? string.Empty;
        if (!isTrial)
            ApplyCulture();
    }

    /// <inheritdoc/>
    public IEnumerable<IWorkItem> AppServers => _servers;

    /// <inheritdoc/>
    public IRootConfig Config { get; }

    /// <inheritdoc/>
    public string StartupConfigFile { get; }

    /// <inheritdoc/>
    public string BaseDirectory => AppContext.BaseDirectory;

    /// <summary>Makes the logs; <see langword="null"/> before the bootstrap is initialised.</summary>
    protected ILogFactory LogFactory { get; private set; } = null!;

    /// <summary>
    /// Our extension: what went wrong in the last <c>Initialize</c>, <see cref="Start"/> or <see cref="Add(IServerConfig)"/>, a line
    /// each; empty if nothing did.
    /// </summary>
    public string LastError => _errors.Text;

    /// <summary>
    /// Our extension: where the errors of <see cref="LastError"/> are written besides the log; standard error by default. A log
    /// that writes to the same place is not repeated.
    /// </summary>
    public TextWriter ErrorOutput { get; set; } = Console.Error;

    /// <summary>Our extension: what the commands of all servers get through their constructors. Set it before <c>Initialize</c>.</summary>
    public IServiceProvider? Services { get; set; }

    /// <summary>Whether the servers are set up.</summary>
    internal bool IsInitialized => _initialized;

    /// <summary>The log <c>DefaultBootstrap</c>.</summary>
    protected ILog Logger { get; private set; } = null!;

    ILog ILoggerProvider.Logger => Logger;

    /// <inheritdoc/>
    public virtual bool Initialize() => Initialize(config => config, null!);

    /// <inheritdoc/>
    public virtual bool Initialize(IDictionary<string, IPEndPoint> listenEndPointReplacement)
    {
        ArgumentNullException.ThrowIfNull(listenEndPointReplacement);
        return Initialize(config => EndPointReplacement.Apply(config, listenEndPointReplacement), null!);
    }

    /// <inheritdoc/>
    public virtual bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver) => Initialize(serverConfigResolver, null!);

    /// <inheritdoc/>
    public virtual bool Initialize(ILogFactory logFactory) => Initialize(config => config, logFactory);

    /// <inheritdoc/>
    public virtual bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver, ILogFactory logFactory)
    {
        ArgumentNullException.ThrowIfNull(serverConfigResolver);
        if (_initialized)
            throw new Exception("The bootstrap has been initialised already; make a new one to try again.");
        if (logFactory != null && !string.IsNullOrEmpty(Config.LogFactory))
            throw new ArgumentException("You cannot pass a log factory, because the configuration names one.", nameof(logFactory));

        UseLogFactory(logFactory ?? _logFactories.Get(Config.LogFactory));
        _errors.Clear();
        _resolver = serverConfigResolver;
        if (Config.Isolation != IsolationMode.None)
            Logger.Warn($"isolation=\"{Config.Isolation}\" is ignored: all servers run in this process. Run one process for each server to keep them apart.");

        foreach (IServerConfig config in _source.Servers.Where(IsEnabled).OrderBy(config => config.StartupOrder).ToArray())
        {
            if (TrySetUp(_source, config, serverConfigResolver) is not { } server)
            {
                // Servers that were set up cannot be set up again, should there be a second attempt.
                _servers = [];
                return Fail($"The bootstrap could not be initialised: the server '{config.Name}' could not be set up.");
            }

            _servers = [.. _servers, server];
            _resolved.Add(config.Name);
        }

        CreateMonitor();
        AppDomain.CurrentDomain.UnhandledException += OnUnhandledException;
        _initialized = true;
        return true;
    }

    /// <inheritdoc/>
    public StartResult Start()
    {
        if (!_initialized)
        {
            if (Logger == null)
                UseLogFactory(new ConsoleLogFactory());
            Fail("The bootstrap cannot start because it was not initialised: call Initialize first and check that it returns true.");
            return StartResult.Failed;
        }

        _errors.Clear();
        _isStopping = false;
        IWorkItem[] servers = _servers;
        if (servers.Length == 0)
            return StartResult.None;

        int running = servers.Count(TryStart);
        ProcessConnections.ReportIfFewer(
            [.. servers.Where(server => server.State == ServerState.Running && server.Config.Mode == SocketMode.Tcp).Select(server => server.Config.MaxConnectionNumber)],
            _log);
        foreach (string unused in InheritedSockets.FindUnused())
            Logger.Warn($"The service manager has opened {unused}, and no server has a listener with this address: clients wait there for ever.");
        WriteErrors();
        if (running > 0)
            BeginWatching();
        return running == servers.Length ? StartResult.Success : running == 0 ? StartResult.Failed : StartResult.PartialSuccess;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        _isStopping = true;
        EndWatching();
        WaitForChanges();
        IEnumerable<IWorkItem> servers = _servers.Where(server => server.State == ServerState.Running).ToArray();
        if (_servers.Any(server => server.Config.StartupOrder != 0))
            servers = servers.Reverse();
        foreach (IWorkItem server in servers)
        {
            try
            {
                server.Stop();
            }
            catch (Exception e)
            {
                Logger.Error($"The server {server.Name} could not be stopped.", e);
            }
        }
    }

    /// <summary>Stops all servers.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the object of a server class.</summary>
    /// <param name="serviceTypeName">Name of the class: Namespace.Class, Assembly.</param>
    /// <param name="serverStatusMetadata">What the server reports.</param>
    /// <returns>The server.</returns>
    protected virtual IWorkItem CreateWorkItemInstance(string serviceTypeName, SocketBase.Metadata.StatusInfoAttribute[] serverStatusMetadata)
    {
        Type type = TypeResolver.Resolve(serviceTypeName);
        return Activator.CreateInstance(type) as IWorkItem
            ?? throw new ProviderException($"the type '{type.FullName}' is no server class: it must derive from AppServer.");
    }

    /// <summary>Does nothing: remoting does not exist on this platform.</summary>
    protected virtual void RegisterRemotingService()
    {
    }

    /// <summary>Stops all servers.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (_disposed || !disposing)
            return;
        _disposed = true;
        AppDomain.CurrentDomain.UnhandledException -= OnUnhandledException;
        Stop();
        PerfMonitor?.Dispose();
    }

    private bool IsEnabled(IServerConfig config)
    {
        if (config.Disabled && Logger.IsInfoEnabled)
            Logger.Info($"The server {config.Name} is disabled.");
        return !config.Disabled;
    }

    private IWorkItem? TrySetUp(IConfigurationSource source, IServerConfig config, Func<IServerConfig, IServerConfig> resolver)
    {
        try
        {
            if (string.IsNullOrEmpty(config.Name))
                throw new ProviderException("it has no name: set the attribute name.");

            IServerConfig resolved = resolver(config);
            string typeName = Providers.ServerType(source, resolved);
            IWorkItem server = CreateWorkItemInstance(typeName, []);
            ILogFactory logFactory = string.IsNullOrEmpty(resolved.LogFactory) ? LogFactory : _logFactories.Get(resolved.LogFactory);
            bool ready = server.Setup(this, resolved, [.. Providers.Of(source, resolved, logFactory)]) || FailedBecauseOf(server);
            WarnOfMisspelling(config);
            if (ready)
                return server;
        }
        catch (Exception e) when (e is ProviderException or ConfigurationErrorsException or ArgumentException or NotSupportedException)
        {
            // The configuration is wrong, not the program: where it was noticed helps nobody.
            Report($"The server '{config.Name}': {ConfigurationErrors.Describe(e)}");
        }
        catch (Exception e)
        {
            Logger.Error($"The server '{config.Name}' could not be set up: {e.GetBaseException().Message}", e);
        }

        return null;
    }

    private void WarnOfMisspelling(IServerConfig config)
    {
        foreach ((string written, string known) in (config as Server)?.GetMisspeltOptions() ?? [])
        {
            // An application that knows its options has said so already.
            if (!_errors.Text.Contains(written, StringComparison.Ordinal))
                Logger.Warn($"The server '{config.Name}': the attribute '{written}' is taken for an option of the application; did you mean '{known}'?");
        }
    }

    private bool TryStart(IWorkItem server)
    {
        try
        {
            return server.Start() || FailedBecauseOf(server);
        }
        catch (Exception e)
        {
            Logger.Error($"The server {server.Name} could not be started: {e.Message}", e);
            return false;
        }
    }

    // The server has logged its errors itself.
    private bool FailedBecauseOf(IWorkItem server)
    {
        if (server is IErrorSource { Errors.IsEmpty: false } source)
            _errors.Add(source.Errors.Text);
        return false;
    }

    private bool Report(string error)
    {
        Logger.Error(error);
        return false;
    }

    private bool Fail(string error)
    {
        if (_errors.IsEmpty)
            Logger.Error(error);
        WriteErrors();
        return false;
    }

    private void WriteErrors()
    {
        bool isLogged = ReferenceEquals(ErrorOutput, Console.Out) && LogFactory is (ConsoleLogFactory or DefaultLogFactory or Log4NetLogFactory);
        if (!_errors.IsEmpty && !isLogged)
            ErrorOutput.WriteLine(_errors.Text);
    }

    private void UseLogFactory(ILogFactory factory)
    {
        LogFactory = factory;
        _log = factory.GetLog(nameof(DefaultBootstrap));
        Logger = _errors.Wrap(_log);
    }

    private void ApplyCulture()
    {
        if (string.IsNullOrEmpty(Config.DefaultCulture))
            return;
        try
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(Config.DefaultCulture);
        }
        catch (CultureNotFoundException e)
        {
            throw new ArgumentException($"defaultCulture=\"{Config.DefaultCulture}\" is not the name of a culture; use for example zh-CN.", e);
        }
    }

    private void OnUnhandledException(object sender, UnhandledExceptionEventArgs e)
        => Logger.Error("The process has an unhandled exception.", e.ExceptionObject as Exception ?? new Exception(e.ExceptionObject?.ToString()));
}
