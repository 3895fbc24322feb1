using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>
/// A server: listens, makes a session for each connection and dispatches requests to commands. Set up once, then started and
/// stopped any number of times. Members may be called from any thread, except set-up, <see cref="Start"/> and <see cref="Stop"/>,
/// which the application calls one after another.
/// </summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
[AppServerMetadataType(typeof(DefaultAppServerMetadata))]
public abstract partial class AppServerBase<TAppSession, TRequestInfo> : IAppServer<TAppSession, TRequestInfo>,
    IRawDataProcessor<TAppSession>, IRequestHandler<TRequestInfo>, ISocketServerAccessor, IEngineOptions, IErrorSource, IDisposable
    where TRequestInfo : class, IRequestInfo
    where TAppSession : AppSession<TAppSession, TRequestInfo>, IAppSession, new()
{
    /// <summary>No session: what a lookup returns that found none.</summary>
    protected readonly TAppSession NullAppSession = default!;

    private readonly ErrorRecorder _errors = new();
    private ILog _logger = null!;

    // In place of _logger during set-up and start, so that their errors can be asked for.
    private volatile ILog? _recordingLogger;
    private ISocketServer? _socketServer;
    private int _state = (int)ServerState.NotInitialized;

    /// <summary>Makes a server whose protocol is set later.</summary>
    public AppServerBase()
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="receiveFilterFactory">Makes the receive filter of each session.</param>
    public AppServerBase(IReceiveFilterFactory<TRequestInfo> receiveFilterFactory) => ReceiveFilterFactory = receiveFilterFactory;

    /// <inheritdoc/>
    public IServerConfig Config { get; private set; } = null!;

    /// <inheritdoc/>
    public string Name { get; private set; } = null!;

    /// <inheritdoc/>
    public ServerState State => (ServerState)Volatile.Read(ref _state);

    /// <inheritdoc/>
    public X509Certificate? Certificate { get; private set; }

    /// <summary>Our extension: the certificates of its secure listeners; the first is for clients that ask for no name.</summary>
    public IReadOnlyList<X509Certificate2> Certificates => [.. _certificates.All.Select(one => one.Certificate)];

    /// <summary>Makes the receive filter of each session. The user's set-up hook may assign it.</summary>
    public virtual IReceiveFilterFactory<TRequestInfo> ReceiveFilterFactory { get; protected set; } = null!;

    object IAppServer.ReceiveFilterFactory => ReceiveFilterFactory;

    /// <inheritdoc/>
    public SslProtocols BasicSecurity { get; private set; }

    /// <summary>What all servers of the bootstrap share.</summary>
    protected IRootConfig RootConfig { get; private set; } = null!;

    /// <inheritdoc/>
    public ILog Logger => _recordingLogger ?? _logger;

    /// <inheritdoc/>
    public ILogFactory LogFactory { get; private set; } = null!;

    /// <summary>The bootstrap; <see langword="null"/> for a server that was set up in code.</summary>
    protected IBootstrap? Bootstrap { get; private set; }

    /// <summary>Requests handled since the process started.</summary>
    protected long TotalHandledRequests => Counts.Requests;

    /// <inheritdoc/>
    public ListenerInfo[] Listeners { get; private set; } = [];

    /// <inheritdoc/>
    public DateTime StartedTime { get; private set; }

    /// <summary>The configured <c>textEncoding</c>; ASCII by default.</summary>
    public Encoding TextEncoding { get; private set; } = Encoding.ASCII;

    /// <summary>Decide who may connect; <see langword="null"/> when there are none.</summary>
    public IEnumerable<IConnectionFilter>? ConnectionFilters { get; private set; }

    /// <inheritdoc/>
    public abstract int SessionCount { get; }

    ISocketServer ISocketServerAccessor.SocketServer => _socketServer!;

    bool IEngineOptions.BatchSends => BatchSends;

    bool IEngineOptions.CanTrySetup => CanTrySetup;

    ErrorRecorder IErrorSource.Errors => _errors;

    /// <summary>
    /// Our extension: whether sends made while a received block is handled leave together when it is done, which saves system calls
    /// where one block holds many requests. Only for servers whose commands never wait for something that they sent.
    /// </summary>
    protected virtual bool BatchSends => false;

    /// <summary>
    /// Our extension: whether a changed configuration file may be checked by setting another server of this class up beside the running one, which is
    /// never started. Only for servers whose set-up changes nothing outside of the server. What cannot be set up changes nothing.
    /// </summary>
    protected virtual bool CanTrySetup => false;

    /// <summary>Opens the listeners. Sessions that connect before <see cref="OnStarted"/> returned are served all the same.</summary>
    /// <returns><see langword="false"/>, after an Error in the log, if the server is in a wrong state or a listener could not be opened.</returns>
    /// <exception cref="Exception">The server was never set up.</exception>
    public virtual bool Start()
    {
        ServerState before = (ServerState)Interlocked.CompareExchange(ref _state, (int)ServerState.Starting, (int)ServerState.NotStarted);
        if (before != ServerState.NotStarted)
        {
            if (before < ServerState.NotStarted)
                throw new Exception("You cannot start a server instance which has not been set up: call Setup first and check that it returns true.");
            string reason = $"The server {Name} cannot be started: its state is {before}.";
            Logger.Error(reason);
            _errors.Clear();
            _errors.Add(reason);
            return false;
        }

        StartRecording();
        try
        {
            if (!_socketServer!.Start())
            {
                SetState(ServerState.NotStarted);
                return false;
            }
        }
        finally
        {
            _recordingLogger = null;
        }

        StartedTime = DateTime.Now;
        SetState(ServerState.Running);
        SuperSocketMetrics.Add(this);
        try
        {
#pragma warning disable CS0618 // applications of 1.6 may still override it
            OnStartup();
#pragma warning restore CS0618
            OnStarted();
        }
        catch (Exception e)
        {
            Logger.Error("OnStarted failed.", e);
        }

        if (Logger.IsInfoEnabled)
            Logger.Info($"The server instance {Name} has been started.");
        return true;
    }

    /// <summary>Closes the listeners. The sessions are closed by the overriding class. Does nothing unless the server runs.</summary>
    public virtual void Stop()
    {
        if (Interlocked.CompareExchange(ref _state, (int)ServerState.Stopping, (int)ServerState.Running) != (int)ServerState.Running)
            return;

        _socketServer!.Stop();
        SetState(ServerState.NotStarted);
        SuperSocketMetrics.Remove(this);
        try
        {
            OnStopped();
        }
        catch (Exception e)
        {
            Logger.Error("OnStopped failed.", e);
        }

        if (Logger.IsInfoEnabled)
            Logger.Info($"The server instance {Name} has been stopped.");
    }

    /// <summary>Stops the server if it runs.</summary>
    public void Dispose()
    {
        if (State == ServerState.Running)
            Stop();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called after the start.</summary>
    [Obsolete("Use OnStarted() instead")]
    protected virtual void OnStartup()
    {
    }

    /// <summary>Called after the start.</summary>
    protected virtual void OnStarted()
    {
    }

    /// <summary>Called when the listeners are closed, before the sessions are.</summary>
    protected virtual void OnStopped()
    {
    }

    /// <summary>A path below the application's directory.</summary>
    /// <param name="relativeFilePath">Relative path; backslashes are separators on every system.</param>
    /// <returns>The combined path.</returns>
    public string GetFilePath(string relativeFilePath) => Path.Combine(AppContext.BaseDirectory, ConfiguredPath.Normalize(relativeFilePath));

    /// <inheritdoc/>
    public void ResetSessionSecurity(IAppSession session, SslProtocols security) => _socketServer!.ResetSessionSecurity(session, security);

    /// <summary>Called with a message from outside of the server.</summary>
    /// <param name="messageType">Names the kind of message.</param>
    /// <param name="messageData">The message.</param>
    protected virtual void OnSystemMessageReceived(string messageType, object messageData)
    {
    }

    void ISystemEndPoint.TransferSystemMessage(string messageType, object messageData) => OnSystemMessageReceived(messageType, messageData);

    private protected IPoolInfo? SendingQueuePool => _socketServer?.SendingQueuePool;

    private protected void WaitForConnections() => (_socketServer as IConnectionDrain)?.WaitForConnections();

    private void StartRecording()
    {
        _errors.Clear();
        _recordingLogger = _errors.Wrap(_logger);
    }

    private void SetState(ServerState state) => Volatile.Write(ref _state, (int)state);
}
