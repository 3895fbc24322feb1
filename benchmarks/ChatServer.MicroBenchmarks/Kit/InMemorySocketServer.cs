using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.MicroBenchmarks.Kit;

/// <summary>Makes sessions of connections within the process. It listens as every server does, and keeps nobody who connects.</summary>
internal sealed class InMemorySocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
    : StreamSocketServer(appServer, listeners, config)
{
    private static readonly IPEndPoint Client = new(IPAddress.Loopback, 1);

    /// <summary>Makes a connection. Returns when its session has started.</summary>
    public InMemoryTransport Connect()
    {
        if (!TryTakeSlot())
            throw new InvalidOperationException("The limit maxConnectionNumber is reached.");
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var transport = new InMemoryTransport(socket);
        OpenSession(transport, SslProtocols.None, Client);
        transport.WaitUntilIdle();
        return transport;
    }

    protected override void OnAccepted(Socket socket, ListenerInfo listener, IPEndPoint? client)
    {
        socket.Dispose();
        ReleaseSlot();
    }
}
