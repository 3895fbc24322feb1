using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatServer.Web;

/// <summary>
/// Gives Kestrel connections that were accepted elsewhere. Its own accept loop asks the system again at once after an error, so that it takes a whole
/// core while there is no free descriptor; it counts a connection late; and it knows no PROXY headers.
/// </summary>
internal sealed class AcceptedConnections : IConnectionListenerFactory, IDisposable
{
    private readonly SocketConnectionContextFactory _contexts = new(
        new SocketConnectionFactoryOptions
        {
            // What waits for a slow reader is bounded by our send queue; a write ends when the socket has taken it.
            MaxWriteBufferSize = 2,

            // Nothing here blocks a thread, and each frame would else change threads twice: docs/performance.md has the figures.
            UnsafePreferInlineScheduling = true,
        },
        NullLogger.Instance);

    private readonly ConcurrentDictionary<EndPoint, Listener> _listeners = [];

    /// <summary>Gives a connection to Kestrel.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="endPoint">Where it was accepted.</param>
    /// <param name="client">Who is behind the proxy that connected, if one did.</param>
    /// <exception cref="SocketException">The peer is gone already, or the server stops; the connection is still the caller's.</exception>
    public void Add(Socket socket, EndPoint endPoint, IPEndPoint? client)
    {
        ConnectionContext context = _contexts.Create(socket);
        if (client != null)
            context.RemoteEndPoint = client;
        if (context.RemoteEndPoint == null || !_listeners.TryGetValue(endPoint, out Listener? listener) || !listener.TryAdd(context))
        {
            context.Abort();
            throw new SocketException((int)SocketError.OperationAborted);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _contexts.Dispose();

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
        => ValueTask.FromResult<IConnectionListener>(_listeners.GetOrAdd(endpoint, static endPoint => new Listener(endPoint)));

    /// <summary>The connections of one listening socket. As many wait as may be connected, but not for long.</summary>
    private sealed class Listener(EndPoint endPoint) : IConnectionListener
    {
        private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });

        public EndPoint EndPoint { get; } = endPoint;

        public bool TryAdd(ConnectionContext context) => _waiting.Writer.TryWrite(context);

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_waiting.Reader.TryRead(out ConnectionContext? context))
                    return context;
            }

            return null;
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _waiting.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
