using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Our extension. The base of every server with connections. It opens the listeners and accepts connections. It counts connections against
/// <c>maxConnectionNumber</c> from accept to close. It reads PROXY headers and keeps the sessions. When the server stops, it waits for all connections to end.
/// </summary>
public abstract partial class StreamSocketServer : ISocketServer, IConnectionDrain, IPoolInfo, IReconfigurable
{
    // The largest value that Linux accepts for the time and for the interval.
    private const int MaxKeepAlive = 32767;

    private readonly ConcurrentDictionary<StreamSocketSession, bool> _sessions = new();
    private readonly object _drained = new();
    private volatile StreamOptions _options;
    private volatile TlsOptions? _tls;
    private readonly CertificateRenewal _renewal;
    private readonly ListenerInfo[] _listeners;
    private int _count;
    private bool _isRunning;
    private readonly LogThrottle _failedHandshakes = new();
    private readonly LogThrottle _notAdmitted = new();
    private readonly IAddressAdmission? _admission;

    /// <summary>Creates a server.</summary>
    /// <param name="appServer">Creates the sessions.</param>
    /// <param name="listeners">Its listeners.</param>
    /// <param name="config">Its configuration.</param>
    /// <exception cref="ArgumentException">An option of <see cref="EngineOptions"/> has an invalid value.</exception>
    protected StreamSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
    {
        ArgumentNullException.ThrowIfNull(appServer);
        ArgumentNullException.ThrowIfNull(config);
        AppServer = appServer;
        Config = config;
        _admission = appServer as IAddressAdmission;
        Counts = (appServer as IMeasuredServer)?.Counts ?? new ServerCounts();
        _listeners = listeners;
        BatchSends = appServer is IEngineOptions { BatchSends: true };
        _options = StreamOptions.Read(config, BatchSends);
        _tls = TlsOptions.Create(appServer, config, listeners, (appServer as ICertificateOwner)?.Certificates ?? ServerCertificates.None);
        _renewal = new CertificateRenewal(appServer, loaded => _tls = TlsOptions.Create(appServer, config, listeners, loaded));
    }

    /// <summary>The application server, which creates the sessions.</summary>
    public IAppServer AppServer { get; }

    /// <summary>The configuration.</summary>
    public IServerConfig Config { get; }

    /// <inheritdoc/>
    public bool IsRunning
    {
        get => Volatile.Read(ref _isRunning);
        private set => Volatile.Write(ref _isRunning, value);
    }

    /// <inheritdoc/>
    public IPoolInfo SendingQueuePool => this;

    // Each connection has its own send queue, so there is no pool that could run out.
    int IPoolInfo.MinPoolSize => 0;

    int IPoolInfo.MaxPoolSize => Config.MaxConnectionNumber;

    int IPoolInfo.AvialableItemsCount => Math.Max(0, Config.MaxConnectionNumber - Volatile.Read(ref _count));

    int IPoolInfo.TotalItemsCount => Config.MaxConnectionNumber;

    /// <summary>Whether sends that are made while a received block is handled are flushed together at its end.</summary>
    internal bool BatchSends { get; }

    /// <summary>
    /// Maximum bytes that wait for a slow peer: option <c>maxSendBytes</c>, but at least the queue that 1.6 configurations ask for.
    /// </summary>
    internal int MaxSendBytes => _options.MaxSendBytes;

    /// <summary>
    /// Maximum number of segments of any size that are accepted beyond <see cref="MaxSendBytes"/>, as in 1.6: <c>sendingQueueSize</c>. 0 if the option
    /// <c>maxSendBytes</c> bounds the memory of a connection. 0 also for a server that batches sends, which was written for this engine.
    /// </summary>
    internal int SegmentLimit => _options.SegmentLimit;

    /// <summary>The counters for metrics.</summary>
    internal ServerCounts Counts { get; }

    /// <summary>The TLS options of secure listeners.</summary>
    private protected TlsOptions Tls => _tls ?? throw new InvalidOperationException("The server has no secure listener.");

    /// <summary>Maximum duration of a TLS handshake: option <c>handshakeTimeOut</c>, in seconds, by default 10.</summary>
    protected TimeSpan HandshakeTimeOut => Tls.HandshakeTimeOut;

    /// <summary>Whether the server must still wait for connections. By default <see langword="true"/> while connections are counted.</summary>
    protected virtual bool HasConnections => Volatile.Read(ref _count) > 0;

    /// <summary>Whether there are sessions.</summary>
    protected bool HasSessions => !_sessions.IsEmpty;

    /// <inheritdoc/>
    public bool Start()
    {
        var sockets = new Socket[_listeners.Length];
        for (int i = 0; i < sockets.Length; i++)
        {
            try
            {
                sockets[i] = ListeningSockets.Open(_listeners[i], AppServer);
            }
            catch (SocketException e)
            {
                AppServer.Logger.Error($"The server {AppServer.Name} cannot listen on {_listeners[i].EndPoint}: {ListenErrors.Explain(e)}.");
                foreach (Socket socket in sockets.AsSpan(0, i))
                    socket.Dispose();
                return false;
            }
        }

        IsRunning = true;
        StartAccepting(sockets);
        _renewal.Start();
        return true;
    }

    /// <inheritdoc/>
    public void Stop()
    {
        IsRunning = false;
        _renewal.Stop();
        StopAccepting();
    }

    /// <summary>Not supported.</summary>
    /// <param name="session">The session.</param>
    /// <param name="security">The protocols.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void ResetSessionSecurity(IAppSession session, SslProtocols security)
        => throw new NotSupportedException("The security of a connection that is in use cannot be changed.");

    /// <summary>Gets the transport of a session that a server of this class created.</summary>
    /// <param name="session">The engine's side of the session.</param>
    /// <returns><see langword="null"/> if another kind of server created it.</returns>
    public static Transport? TransportOf(ISocketSession session) => (session as StreamSocketSession)?.Transport;

    /// <summary>
    /// Waits until every connection has sent its waiting bytes and is closed. The wait is bounded. Closes sessions that were created just before the listeners
    /// closed.
    /// </summary>
    public virtual void WaitForConnections()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(Math.Max(0, Config.SendTimeOut)) + TimeSpan.FromSeconds(5);
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (HasConnections && Environment.TickCount64 < end)
        {
            foreach (StreamSocketSession session in _sessions.Keys)
                session.Close(CloseReason.ServerShutdown);
            lock (_drained)
            {
                if (HasConnections)
                    Monitor.Wait(_drained, 100);
            }
        }
    }

    /// <summary>Releases the slot of a closed connection. Connections that became sessions release their slots themselves.</summary>
    protected void ReleaseSlot()
    {
        ProcessConnections.Remove();
        Interlocked.Decrement(ref _count);
        TellDrain();
    }

    /// <summary>Counts an accepted connection for its address, if the server class is an <see cref="IAddressAdmission"/>.</summary>
    /// <param name="address">The remote address.</param>
    /// <returns><see langword="false"/> if the connection must be closed. The reason is then logged.</returns>
    protected bool TryAdmit(IPAddress address)
    {
        try
        {
            if (_admission == null || _admission.TryAdmit(address))
                return true;
        }
        catch (Exception e)
        {
            AppServer.Logger.Error("TryAdmit failed.", e);
            return false;
        }

        if (_notAdmitted.Add() && AppServer.Logger.IsInfoEnabled)
            AppServer.Logger.Info($"The server {AppServer.Name} refuses a connection from {address}, which has too many others ({_notAdmitted.Count} refused since the start).");
        return false;
    }

    /// <summary>Releases the address of an admitted connection that is closed.</summary>
    /// <param name="address">The remote address.</param>
    protected void ReleaseAddress(IPAddress address)
    {
        try
        {
            _admission?.Release(address);
        }
        catch (Exception e)
        {
            AppServer.Logger.Error("Release failed.", e);
        }
    }

    // Sets the socket options that the configuration states for every connection. Throws if the peer is already gone.
    private protected void SetOptions(Socket socket)
    {
        socket.NoDelay = true;
        if (Config.KeepAliveTime > 0)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Math.Min(MaxKeepAlive, Config.KeepAliveTime));
            if (Config.KeepAliveInterval > 0)
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Min(MaxKeepAlive, Config.KeepAliveInterval));
            VanishedPeers.Bound(socket, Math.Min(MaxKeepAlive, Config.KeepAliveTime), Math.Min(MaxKeepAlive, Config.KeepAliveInterval));
        }
    }

    void IReconfigurable.Reconfigure()
    {
        var options = StreamOptions.Read(Config, BatchSends);
        if (_tls != null)
            _renewal.Renew();
        _options = options;
    }

    bool IReconfigurable.Knows(string option) => EngineOptions.Names.Contains(option);

    string? IReconfigurable.FindRestartReason(string option) => FindRestartReason(option);

    /// <summary>Why an option of <see cref="EngineOptions"/> needs a restart. By default none does: new connections use it.</summary>
    /// <param name="option">Name of the attribute.</param>
    /// <returns>The reason, the end of a sentence with <c>because</c>; <see langword="null"/> if it needs none.</returns>
    protected virtual string? FindRestartReason(string option) => null;

    /// <summary>Creates the TLS options for a handshake before a session exists.</summary>
    /// <param name="protocols">The protocols of the listener.</param>
    /// <param name="name">The name that the client asks for; may be empty.</param>
    protected ValueTask<SslServerAuthenticationOptions> CreateTlsOptionsAsync(SslProtocols protocols, string? name) => Tls.ForAsync(null, protocols, name);

    /// <summary>Creates a session for a counted connection, on a pool thread. Its slot is released when the session is closed.</summary>
    /// <param name="transport">The connection. The session owns it from now on.</param>
    /// <param name="security">Its TLS protocols.</param>
    /// <param name="client">The client behind the proxy, if a proxy connected.</param>
    /// <exception cref="SocketException">The peer is already gone. The caller keeps the connection and its slot.</exception>
    protected void OpenSession(Transport transport, SslProtocols security, IPEndPoint? client = null)
        => Add(new StreamSocketSession(this, transport, security, client)).OpenLater();

    /// <summary>Creates a session for an admitted connection, on a pool thread. Its slot and its address are released when the session is closed.</summary>
    private protected void OpenAdmittedSession(Transport transport, SslProtocols security, IPEndPoint? client)
        => Add(new StreamSocketSession(this, transport, security, client) { IsAdmitted = true }).OpenLater();

    /// <summary>Adds a session to the sessions of the server.</summary>
    private protected StreamSocketSession Add(StreamSocketSession session)
    {
        _sessions.TryAdd(session, true);

        // The session was created while the listeners were closing.
        if (!IsRunning)
            session.Close(CloseReason.ServerShutdown);
        return session;
    }

    /// <summary>Removes a session whose connection is closed.</summary>
    internal void Remove(StreamSocketSession session)
    {
        if (!_sessions.TryRemove(session, out _))
            return;
        if (session.IsAdmitted)
            ReleaseAddress(session.RemoteEndPoint.Address);
        ReleaseSlot();
    }

    private void TellDrain()
    {
        if (HasConnections)
            return;
        lock (_drained)
            Monitor.PulseAll(_drained);
    }

    /// <summary>Counts a TLS handshake that succeeded.</summary>
    protected internal void CountHandshake() => Counts.AddHandshake(succeeded: true);

    /// <summary>Counts a TLS handshake that failed. Logs the reason, at most once a second.</summary>
    /// <param name="client">The client, if known.</param>
    /// <param name="error">The cause.</param>
    protected internal void LogFailedHandshake(EndPoint? client, Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Counts.AddHandshake(succeeded: false);
        if (_failedHandshakes.Add() && AppServer.Logger.IsInfoEnabled)
            AppServer.Logger.Info($"The TLS handshake failed: {HandshakeErrors.Explain(error)} ({(client == null ? null : client + "; ")}{_failedHandshakes.Count} failed since the start).");
    }
}
