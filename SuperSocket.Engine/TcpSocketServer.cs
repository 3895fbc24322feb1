using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

#pragma warning disable CA1001 // the source of cancellation ends with Cancel; it has no timer that would have to be disposed of
/// <summary>Accepts TCP connections, and makes outgoing ones.</summary>
internal sealed class TcpSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
    : StreamSocketServer(appServer, listeners, config), IOutgoingConnector
#pragma warning restore CA1001
{
    private readonly List<TcpSocketListener> _listeners = [];
    private readonly AddressList _proxies = EngineOptions.ProxyProtocolFrom(config);
    private CancellationTokenSource _stop = new();

    /// <summary>Takes a new socket over. Never throws, never blocks.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="security">The protocols of its listener.</param>
    public void Accept(Socket socket, SslProtocols security)
    {
        if (!TryTakeSlot())
        {
            socket.Dispose();
            return;
        }

        try
        {
            SetOptions(socket);
            if (!_proxies.IsEmpty && socket.RemoteEndPoint is IPEndPoint peer && _proxies.Contains(peer.Address))
                _ = AcceptFromProxyAsync(socket, peer, security);
            else
                OpenSession(CreateTransport(socket, security), security);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is gone already.
            socket.Dispose();
            ReleaseSlot();
        }
    }

    public async Task<IAppSession> ConnectAsync(EndPoint target, EndPoint? local)
    {
        if (!IsRunning)
            throw new InvalidOperationException($"The server {AppServer.Name} does not run.");
        if (!TryCount())
            throw new InvalidOperationException($"The server {AppServer.Name} has reached its limit maxConnectionNumber={Config.MaxConnectionNumber}.");

        Socket? socket = null;
        StreamSocketSession session;
        try
        {
            socket = await OutgoingConnections.OpenAsync(target, local, _stop.Token).ConfigureAwait(false);
            SetOptions(socket);
            session = Add(new StreamSocketSession(this, new PlainTransport(socket), SslProtocols.None));
        }
        catch
        {
            socket?.Dispose();
            ReleaseSlot();
            throw;
        }

        return await session.OpenOutgoing().ConfigureAwait(false);
    }

    protected override void StartAccepting(IReadOnlyList<(ListenerInfo Info, Socket Socket)> listeners)
    {
        _stop = new CancellationTokenSource();
        foreach ((ListenerInfo info, Socket socket) in listeners)
            _listeners.Add(new TcpSocketListener(socket, info.Security, this));
        foreach (TcpSocketListener listener in _listeners)
            listener.Start();
    }

    protected override void StopAccepting()
    {
        // Whoever waits for an outgoing connection learns of it on a thread of the pool, not on this one.
        _ = _stop.CancelAsync();
        foreach (TcpSocketListener listener in _listeners)
            listener.Dispose();
        _listeners.Clear();
    }

    private Transport CreateTransport(Socket socket, SslProtocols security)
        => security == SslProtocols.None ? new PlainTransport(socket) : new TlsTransport(socket, Tls, security);

    // Nothing escapes.
    private async Task AcceptFromProxyAsync(Socket socket, IPEndPoint proxy, SslProtocols security)
    {
        try
        {
            IPEndPoint? client = await ProxyHeaderReader.ReadAsync(socket, _stop.Token).ConfigureAwait(false);
            OpenSession(CreateTransport(socket, security), security, client);
        }
        catch (Exception e)
        {
            if (AppServer.Logger.IsInfoEnabled)
            {
                string reason = e is OperationCanceledException ? "it did not come in time" : e.Message;
                AppServer.Logger.Info($"The connection from the proxy {proxy} is closed (SocketError): its PROXY header is missing or broken: {reason}.");
            }

            socket.Dispose();
            ReleaseSlot();
        }
    }
}
