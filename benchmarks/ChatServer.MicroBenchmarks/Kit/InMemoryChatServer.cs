using ChatServer.Sessions;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace ChatServer.MicroBenchmarks.Kit;

/// <summary>A chat server whose clients are in this process. But for the network everything is that of the real one: sessions, filters, commands, queues.</summary>
public class InMemoryChatServer : ChatAppServer, ISocketServerFactory
{
    private InMemorySocketServer _sockets = null!;

    ISocketServer ISocketServerFactory.CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
        => _sockets = new InMemorySocketServer(appServer, listeners, config);

    /// <summary>Somebody connects. Returns when their session has started.</summary>
    internal InMemoryTransport Connect() => _sockets.Connect();
}
