using System.Net;
using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <content>Accepting connections.</content>
#pragma warning disable CA1001 // the source of cancellation ends with Cancel; it has no timer that would have to be disposed of
public abstract partial class StreamSocketServer
#pragma warning restore CA1001
{
    private readonly List<TcpSocketListener> _accepting = [];
    private readonly LogThrottle _refused = new();
    private CancellationTokenSource _stop = new();

    /// <summary>A token that is canceled when the server stops.</summary>
    private protected CancellationToken Stopping => _stop.Token;

    /// <summary>Prepares for connections. Called before the first one. Must not throw because of an error that an admin could cause.</summary>
    /// <param name="listeners">The listeners that will accept them.</param>
    protected virtual void PrepareAccepting(IReadOnlyList<ListenerInfo> listeners)
    {
    }

    /// <summary>
    /// Takes over a counted connection. The method must not block. The new owner later calls <see cref="ReleaseSlot"/> and <see cref="ReleaseAddress"/>.
    /// </summary>
    /// <param name="socket">The connection.</param>
    /// <param name="listener">The listener that accepted it.</param>
    /// <param name="client">The client behind the proxy, if a proxy connected.</param>
    /// <exception cref="SocketException">The peer is already gone. The caller closes the connection and releases its slot.</exception>
    protected abstract void OnAccepted(Socket socket, ListenerInfo listener, IPEndPoint? client);

    /// <summary>Counts a connection that was not accepted here. The caller later calls <see cref="ReleaseSlot"/>.</summary>
    /// <returns><see langword="false"/> if there are already too many.</returns>
    protected bool TryTakeSlot() => TryCount() == null;

    /// <summary>Counts a connection. Logs nothing.</summary>
    /// <returns>Why there are already too many. <see langword="null"/> if the connection is counted.</returns>
    private protected ConnectionRefusal? TryCount()
    {
        if (Interlocked.Increment(ref _count) > Config.MaxConnectionNumber)
        {
            Interlocked.Decrement(ref _count);
            TellDrain();
            return ConnectionRefusal.ServerFull;
        }

        if (ProcessConnections.TryAdd())
            return null;
        Interlocked.Decrement(ref _count);
        TellDrain();
        return ConnectionRefusal.OpenFiles;
    }

    /// <summary>Describes why <see cref="TryCount"/> refused a connection, as text for people.</summary>
    /// <param name="refusal">The result of <see cref="TryCount"/>.</param>
    private protected string Explain(ConnectionRefusal refusal)
        => refusal == ConnectionRefusal.ServerFull
            ? $"the limit maxConnectionNumber={Config.MaxConnectionNumber} is reached"
            : $"all {ProcessConnections.Max} connections are in use that the {ProcessConnections.MaxFiles} open files of this process allow";

    private void StartAccepting(Socket[] sockets)
    {
        _stop = new CancellationTokenSource();
        try
        {
            PrepareAccepting(_listeners);
        }
        catch
        {
            IsRunning = false;
            Array.ForEach(sockets, socket => socket.Dispose());
            throw;
        }

        for (int i = 0; i < sockets.Length; i++)
            _accepting.Add(new TcpSocketListener(sockets[i], _listeners[i], Accept, AppServer.Logger));
        foreach (TcpSocketListener listener in _accepting)
            listener.Start();
    }

    private void StopAccepting()
    {
        // A caller that waits for an outgoing connection continues on a pool thread, not on this one.
        _ = _stop.CancelAsync();
        foreach (TcpSocketListener listener in _accepting)
            listener.Dispose();
        _accepting.Clear();
    }

    // Never throws, never blocks.
    private void Accept(Socket socket, ListenerInfo listener)
    {
        if (TryCount() is { } refusal)
        {
            Counts.AddRefused(refusal);
            // At most one line a second, so that a flood of connections does not flood the log.
            if (_refused.Add())
                AppServer.Logger.Error($"The server {AppServer.Name} refuses connections: {Explain(refusal)} ({_refused.Count} refused since the start).");
            socket.Dispose();
            return;
        }

        try
        {
            SetOptions(socket);
            var peer = (IPEndPoint)socket.RemoteEndPoint!;
            AddressList proxies = _options.Proxies;
            if (!proxies.IsEmpty && proxies.Contains(peer.Address))
                _ = AcceptFromProxyAsync(socket, peer, listener);
            else
                Admit(socket, listener, peer, client: null);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer is already gone.
            socket.Dispose();
            ReleaseSlot();
        }
    }

    // Throws if the peer is already gone.
    private void Admit(Socket socket, ListenerInfo listener, IPEndPoint from, IPEndPoint? client)
    {
        if (!TryAdmit(from.Address))
        {
            // Closes without a reply: an address with too many connections must not keep another one that waits for a reply.
            Counts.AddRefused(ConnectionRefusal.Address);
            socket.Dispose();
            ReleaseSlot();
            return;
        }

        try
        {
            OnAccepted(socket, listener, client);
            Counts.AddAccepted();
        }
        catch
        {
            ReleaseAddress(from.Address);
            throw;
        }
    }

    // Throws nothing.
    private async Task AcceptFromProxyAsync(Socket socket, IPEndPoint proxy, ListenerInfo listener)
    {
        try
        {
            IPEndPoint? client = await ProxyHeaderReader.ReadAsync(socket, Stopping).ConfigureAwait(false);
            Admit(socket, listener, client ?? proxy, client);
        }
        catch (Exception e)
        {
            if (AppServer.Logger.IsInfoEnabled)
            {
                string reason = e is OperationCanceledException ? "it did not come in time" : e.Message;
                AppServer.Logger.Info($"The connection from the proxy {proxy} is closed (SocketError): its PROXY header is missing or broken: {reason}.");
            }

            Counts.AddRefused(ConnectionRefusal.ProxyHeader);
            socket.Dispose();
            ReleaseSlot();
        }
    }
}
