using System.Net;
using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>Opens the sockets on which servers listen.</summary>
internal static class ListeningSockets
{
    // 1.6 configurations state 100, which is too few for a burst of a thousand clients. The kernel reduces this value to its own limit.
    private const int MinBacklog = 4096;

    /// <summary>Opens the socket of a listener, or takes the one that the service manager has opened.</summary>
    /// <param name="info">The listener. It learns the port that the system has chosen.</param>
    /// <param name="server">The server, which logs where a socket comes from.</param>
    /// <exception cref="SocketException">It cannot be opened.</exception>
    public static Socket Open(ListenerInfo info, IAppServer server)
    {
        if (InheritedSockets.TryOpen(info.EndPoint) is { } inherited)
        {
            info.EndPoint = (IPEndPoint)inherited.LocalEndPoint!;
            server.Logger.Info($"The server {server.Name} listens on {info.EndPoint}, a socket that the service manager has opened.");
            return inherited;
        }

        var socket = new Socket(info.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(info.EndPoint);
            socket.Listen(Math.Max(info.BackLog, MinBacklog));
            info.EndPoint = (IPEndPoint)socket.LocalEndPoint!;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
