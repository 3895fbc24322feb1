using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketEngine;

/// <summary>Makes the socket server for the configured mode.</summary>
public class SocketServerFactory : ISocketServerFactory
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">An attribute has no valid value.</exception>
    /// <exception cref="NotSupportedException">The mode is not known.</exception>
    public ISocketServer CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
        where TRequestInfo : IRequestInfo
    {
        if (config.Mode == SocketMode.Udp && !EngineOptions.ProxyProtocolFrom(config).IsEmpty)
            throw new ArgumentException("proxyProtocolFrom is for mode=\"Tcp\" only");
        return config.Mode switch
        {
            SocketMode.Tcp => new TcpSocketServer(appServer, listeners, config),
            SocketMode.Udp => new UdpSocketServer(appServer, listeners, config, CreateRouter<TRequestInfo>(appServer)),
            _ => throw new NotSupportedException($"mode=\"{config.Mode}\" is not known."),
        };
    }

    private static IDatagramRouter CreateRouter<TRequestInfo>(IAppServer appServer)
        where TRequestInfo : IRequestInfo
        => typeof(TRequestInfo).IsSubclassOf(typeof(UdpRequestInfo))
            ? new DatagramsByName<TRequestInfo>(appServer)
            : new DatagramsByAddress();
}
