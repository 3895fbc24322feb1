using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketEngine;

/// <summary>Makes the socket server for the configured mode.</summary>
public class SocketServerFactory : ISocketServerFactory
{
    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">The mode is not supported.</exception>
    public ISocketServer CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
        where TRequestInfo : IRequestInfo
        => config.Mode switch
        {
            SocketMode.Tcp => new TcpSocketServer(appServer, listeners, config),
            _ => throw new NotSupportedException($"mode=\"{config.Mode}\" is not supported yet."),
        };
}
