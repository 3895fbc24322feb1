using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

#pragma warning disable CA1001 // the source of cancellation ends with Cancel; it has no timer that would have to be disposed of
/// <summary>Listens on TCP and keeps the connections: counts them against <c>maxConnectionNumber</c> from accept to close.</summary>
internal sealed class TcpSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
    : ISocketServer, IOutgoingConnector, IConnectionDrain, IPoolInfo
#pragma warning restore CA1001
{
    // The largest that Linux takes, for the time and for the interval.
    private const int LongestKeepAlive = 32767;

    private readonly ConcurrentDictionary<TcpSocketSession, bool> _connections = new();
    private readonly List<TcpSocketListener> _listeners = [];
    private readonly object _drained = new();
    private readonly AddressList _proxies = EngineOptions.ProxyProtocolFrom(config);
    private readonly Lazy<TlsOptions> _tls = new(() => new TlsOptions(appServer, config));
    private CancellationTokenSource _stop = new();
    private int _count;
    private bool _isRunning;
    private long _refused;
    private long _refusalLoggedAt = long.MinValue;

    public IAppServer AppServer { get; } = appServer;

    public IServerConfig Config { get; } = config;

    public bool BatchSends { get; } = appServer is IEngineOptions { BatchSends: true };

    /// <summary>How to shake hands on secure listeners.</summary>
    public TlsOptions Tls => _tls.Value;

    /// <summary>How long a handshake may take; option <c>handshakeTimeOut</c>, in seconds, by default 10.</summary>
    public TimeSpan HandshakeTimeOut { get; } = TimeSpan.FromSeconds(EngineOptions.HandshakeTimeOut(config));

    /// <summary>
    /// How many bytes may wait for a slow peer: option <c>maxSendBytes</c>, but never less than the queue that 1.6 configurations ask for.
    /// </summary>
    public int MaxSendBytes { get; } = Math.Max(EngineOptions.MaxSendBytes(config), config.SendingQueueSize * Math.Max(0, config.SendBufferSize));

    public bool IsRunning
    {
        get => Volatile.Read(ref _isRunning);
        private set => Volatile.Write(ref _isRunning, value);
    }

    public IPoolInfo SendingQueuePool => this;

    // Send queues belong to their connections; there is no pool that could run out.
    int IPoolInfo.MinPoolSize => 0;

    int IPoolInfo.MaxPoolSize => Config.MaxConnectionNumber;

    int IPoolInfo.AvialableItemsCount => Math.Max(0, Config.MaxConnectionNumber - Volatile.Read(ref _count));

    int IPoolInfo.TotalItemsCount => Config.MaxConnectionNumber;

    public bool Start()
    {
        foreach (ListenerInfo info in listeners)
        {
            try
            {
                _listeners.Add(new TcpSocketListener(info, this));
            }
            catch (SocketException e)
            {
                AppServer.Logger.Error($"The server {AppServer.Name} cannot listen on {info.EndPoint}: {ListenErrors.Explain(e)}.");
                Stop();
                return false;
            }
        }

        _stop = new CancellationTokenSource();
        IsRunning = true;
        foreach (TcpSocketListener listener in _listeners)
            listener.Start();
        return true;
    }

    public void Stop()
    {
        IsRunning = false;

        // Whoever waits for an outgoing connection learns of it on a thread of the pool, not on this one.
        _ = _stop.CancelAsync();
        foreach (TcpSocketListener listener in _listeners)
            listener.Dispose();
        _listeners.Clear();
    }

    public void ResetSessionSecurity(IAppSession session, SslProtocols security)
        => throw new NotSupportedException("The security of a connection that is in use cannot be changed.");

    /// <summary>Takes a new socket over. Never throws, never blocks.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="security">The protocols of its listener.</param>
    public void Accept(Socket socket, SslProtocols security)
    {
        if (!TryTakeSlot())
        {
            socket.Dispose();
            LogRefusal();
            return;
        }

        try
        {
            SetOptions(socket);
            if (!_proxies.IsEmpty && socket.RemoteEndPoint is IPEndPoint peer && _proxies.Contains(peer.Address))
                _ = AcceptFromProxyAsync(socket, peer, security);
            else
                Add(new TcpSocketSession(this, socket, security)).OpenLater();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
            socket.Dispose();
            Release();
        }
    }

    public async Task<IAppSession> ConnectAsync(EndPoint target, EndPoint? local)
    {
        if (!IsRunning)
            throw new InvalidOperationException($"The server {AppServer.Name} does not run.");
        if (!TryTakeSlot())
            throw new InvalidOperationException($"The server {AppServer.Name} has reached its limit maxConnectionNumber={Config.MaxConnectionNumber}.");

        Socket? socket = null;
        TcpSocketSession session;
        try
        {
            socket = await OutgoingConnections.OpenAsync(target, local, _stop.Token).ConfigureAwait(false);
            SetOptions(socket);
            session = Add(new TcpSocketSession(this, socket, SslProtocols.None));
        }
        catch
        {
            socket?.Dispose();
            Release();
            throw;
        }

        return await session.OpenOutgoing().ConfigureAwait(false);
    }

    /// <summary>A connection is closed for good.</summary>
    public void Remove(TcpSocketSession session)
    {
        if (_connections.TryRemove(session, out _))
            Release();
    }

    public void WaitForConnections()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(Math.Max(0, Config.SendTimeOut)) + TimeSpan.FromSeconds(5);
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (Volatile.Read(ref _count) > 0 && Environment.TickCount64 < end)
        {
            // A connection that was made just before the listeners closed may not have been in the server's session list.
            foreach (TcpSocketSession session in _connections.Keys)
                session.Close(CloseReason.ServerShutdown);
            lock (_drained)
            {
                if (Volatile.Read(ref _count) > 0)
                    Monitor.Wait(_drained, 100);
            }
        }
    }

    // Nothing escapes.
    private async Task AcceptFromProxyAsync(Socket socket, IPEndPoint proxy, SslProtocols security)
    {
        try
        {
            IPEndPoint? client = await ProxyHeaderReader.ReadAsync(socket, _stop.Token).ConfigureAwait(false);
            Add(new TcpSocketSession(this, socket, security, client)).OpenLater();
        }
        catch (Exception e)
        {
            if (AppServer.Logger.IsInfoEnabled)
            {
                string reason = e is OperationCanceledException ? "it did not come in time" : e.Message;
                AppServer.Logger.Info($"The connection from the proxy {proxy} is closed (SocketError): its PROXY header is missing or broken: {reason}.");
            }

            socket.Dispose();
            Release();
        }
    }

    private TcpSocketSession Add(TcpSocketSession session)
    {
        _connections.TryAdd(session, true);

        // Made while the listeners were being closed.
        if (!IsRunning)
            session.Close(CloseReason.ServerShutdown);
        return session;
    }

    private void SetOptions(Socket socket)
    {
        socket.NoDelay = true;
        if (Config.KeepAliveTime > 0)
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Math.Min(LongestKeepAlive, Config.KeepAliveTime));
            if (Config.KeepAliveInterval > 0)
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Math.Min(LongestKeepAlive, Config.KeepAliveInterval));
        }
    }

    private bool TryTakeSlot()
    {
        if (Interlocked.Increment(ref _count) <= Config.MaxConnectionNumber)
            return true;
        Release();
        return false;
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            lock (_drained)
                Monitor.PulseAll(_drained);
        }
    }

    // At most one line a second, or a flood of connections would be a flood of the log.
    private void LogRefusal()
    {
        long refused = Interlocked.Increment(ref _refused);
        long now = Environment.TickCount64;
        long last = Volatile.Read(ref _refusalLoggedAt);
        if (last > now - 1000 || Interlocked.CompareExchange(ref _refusalLoggedAt, now, last) != last)
            return;
        AppServer.Logger.Error($"The server {AppServer.Name} refuses connections: the limit maxConnectionNumber={Config.MaxConnectionNumber} is reached ({refused} refused since the start).");
    }
}
