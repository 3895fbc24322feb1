using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Listens on UDP, keeps the sessions by id and counts them against <c>maxConnectionNumber</c>.</summary>
internal sealed class UdpSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config, IDatagramRouter router)
    : ISocketServer, IConnectionDrain, IPoolInfo
{
    // Ids differ as those of the server's own list do.
    private readonly ConcurrentDictionary<string, UdpSocketSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private readonly object _drained = new();
    private readonly LogThrottle _refused = new();
    private readonly LogThrottle _dropped = new();
    private readonly LogThrottle _unsent = new();
    private readonly LogThrottle _turnedAway = new();
    private readonly IDatagramHost? _host = appServer as IDatagramHost;
    private readonly int _maxVisitors = (appServer as IDatagramHost)?.MaxUnauthenticated ?? int.MaxValue;
    private UdpListener[] _listeners = [];
    private int _count;
    private int _visitors;
    private volatile bool _running;

    public IAppServer AppServer { get; } = appServer;

    public IServerConfig Config { get; } = config;

    /// <summary>What is counted for the metrics.</summary>
    public ServerCounts Counts { get; } = (appServer as IMeasuredServer)?.Counts ?? new ServerCounts();

    public IDatagramRouter Router { get; } = router;

    /// <summary>The sockets, while the server runs.</summary>
    public IReadOnlyList<UdpListener> OpenListeners => _listeners;

    public bool IsRunning => _running;

    public IPoolInfo SendingQueuePool => this;

    /// <summary>Datagrams that were dropped because too many waited for their session, or it was closing.</summary>
    public long DroppedDatagrams => _dropped.Count;

    /// <summary>Sessions that are counted against the limit.</summary>
    public int Count => Volatile.Read(ref _count);

    // Datagrams are handed to the system at once; there are no send queues.
    int IPoolInfo.MinPoolSize => 0;

    int IPoolInfo.MaxPoolSize => Config.MaxConnectionNumber;

    int IPoolInfo.AvialableItemsCount => Math.Max(0, Config.MaxConnectionNumber - Count);

    int IPoolInfo.TotalItemsCount => Config.MaxConnectionNumber;

    public bool Start()
    {
        var opened = new List<UdpListener>();
        foreach (ListenerInfo info in listeners)
        {
            try
            {
                opened.Add(new UdpListener(info, this));
            }
            catch (SocketException e)
            {
                AppServer.Logger.Error($"The server {AppServer.Name} cannot listen on {info.EndPoint} (UDP): {ListenErrors.Explain(e)}.");
                opened.ForEach(listener => listener.Dispose());
                return false;
            }
        }

        _listeners = [.. opened];
        _running = true;
        opened.ForEach(listener => listener.Start());
        return true;
    }

    public void Stop()
    {
        _running = false;
        foreach (UdpListener listener in _listeners)
            listener.StopReceiving();
        if (Count == 0)
            CloseSockets();
    }

    public void ResetSessionSecurity(IAppSession session, SslProtocols security)
        => throw new NotSupportedException("UDP sessions have no security that could be changed.");

    /// <summary>Hands a datagram to its session, which is made if need be. Never blocks.</summary>
    public void Receive(UdpListener listener, ReadOnlySpan<byte> received, IPEndPoint sender)
    {
        Counts.AddReceived(received.Length);
        string? host = null;
        if (_host != null)
        {
            DatagramRoute route = _host.Route(received, sender);
            host = route.SessionID;
            if (host == null)
            {
                if (route.Reply is { Length: > 0 } reply)
                    listener.TrySend(reply, sender, session: null);
                return;
            }

            received = received[route.Skip..];
        }

        byte[] bytes = received.ToArray();
        if (!Router.TryRoute(bytes, sender, out string id, out var request))
            return;

        id = host ?? id;
        var datagram = new Datagram(bytes, new UdpPath(listener, sender), request);
        var spin = new SpinWait();
        while (_running)
        {
            if (_sessions.TryGetValue(id, out UdpSocketSession? session))
            {
                bool isTaken = session.TryEnqueue(datagram);

                // Its successor, or nobody, is in its place in a moment.
                if (!isTaken && session.IsGone)
                {
                    spin.SpinOnce(sleep1Threshold: -1);
                    continue;
                }

                if (isTaken)
                    return;
                Counts.AddDropped(DatagramDrop.SessionBusy);
                if (_dropped.Add())
                    AppServer.Logger.Warn($"Datagrams of the session {id} are dropped: too many wait for it, or it is closing ({_dropped.Count} dropped since the start).");
                return;
            }

            if (Interlocked.Increment(ref _count) > Config.MaxConnectionNumber)
            {
                Release();
                LogRefusal();
                return;
            }

            if (!TryEnterVisitor())
            {
                Release();
                LogTurnedAway();
                return;
            }

            session = new UdpSocketSession(this, id, datagram);
            if (_sessions.TryAdd(id, session))
            {
                OpenLater(session);
                return;
            }

            // Another listener has just made it.
            ReleaseVisitor();
            Release();
        }
    }

    /// <summary>A session is closed for good.</summary>
    public void Remove(UdpSocketSession session)
    {
        Datagram[] late = session.TakeLate();
        if (late.Length > 0 && TryReplace(session, late))
            return;
        if (_sessions.TryRemove(new KeyValuePair<string, UdpSocketSession>(session.SessionID, session)))
            Release();
        if (late.Length == 0 || !_running)
            return;
        LogTurnedAway();
        Counts.AddDropped(DatagramDrop.UnauthenticatedFull, late.Length - 1);
        foreach (Datagram _ in late)
            _dropped.Add();
    }

    // The place among the sessions is handed on.
    private bool TryReplace(UdpSocketSession session, Datagram[] late)
    {
        if (!_running || !TryEnterVisitor())
            return false;
        var successor = new UdpSocketSession(this, session.SessionID, late);
        if (!_sessions.TryUpdate(session.SessionID, successor, session))
        {
            ReleaseVisitor();
            return false;
        }

        OpenLater(successor);
        return true;
    }

    private bool TryEnterVisitor()
    {
        if (Interlocked.Increment(ref _visitors) <= _maxVisitors)
            return true;
        ReleaseVisitor();
        return false;
    }

    private static void OpenLater(UdpSocketSession session)
        => ThreadPool.UnsafeQueueUserWorkItem(static session => session.Open(), session, preferLocal: false);

    /// <summary>A session stays, or is closed before that could be said.</summary>
    public void ReleaseVisitor() => Interlocked.Decrement(ref _visitors);

    public void WaitForConnections()
    {
        long end = Environment.TickCount64 + 5000;
        while (Count > 0 && Environment.TickCount64 < end)
        {
            // A session that was made just before the loops ended may not have been in the server's list.
            foreach (UdpSocketSession session in _sessions.Values)
                session.Close(CloseReason.ServerShutdown);
            lock (_drained)
            {
                if (Count > 0)
                    Monitor.Wait(_drained, 100);
            }
        }

        CloseSockets();
    }

    /// <summary>A datagram was lost because the system refused it.</summary>
    public void LogSendError(UdpSocketSession? session, int length, SocketException e)
    {
        bool everyday = e.SocketErrorCode == SocketError.ConnectionRefused || EverydaySocketErrors.Contains(e);
        if ((everyday && !Config.LogAllSocketException) || !_unsent.Add())
            return;
        string message = $"A datagram of {length} bytes could not be sent ({_unsent.Count} since the start).";
        if (session == null)
            AppServer.Logger.Error(message, e);
        else
            AppServer.Logger.Error(session, message, e);
    }

    private void CloseSockets()
    {
        foreach (UdpListener listener in Interlocked.Exchange(ref _listeners, []))
            listener.Dispose();
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _count) > 0)
            return;
        if (!_running)
            CloseSockets();
        lock (_drained)
            Monitor.PulseAll(_drained);
    }

    private void LogTurnedAway()
    {
        Counts.AddDropped(DatagramDrop.UnauthenticatedFull);
        if (_turnedAway.Add())
            AppServer.Logger.Warn($"The server {AppServer.Name} drops datagrams of unknown senders: {_maxVisitors} others are being served ({_turnedAway.Count} dropped since the start).");
    }

    private void LogRefusal()
    {
        Counts.AddDropped(DatagramDrop.ServerFull);
        if (_refused.Add())
            AppServer.Logger.Error($"The server {AppServer.Name} refuses UDP sessions: the limit maxConnectionNumber={Config.MaxConnectionNumber} is reached ({_refused.Count} datagrams refused since the start).");
    }
}
