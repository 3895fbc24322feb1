using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Udp;

public abstract class UdpFixture : NetFixture
{
    protected static ServerConfig UdpConfig(params ListenerConfig[] listeners)
    {
        ServerConfig config = Config(listeners);
        config.Mode = SocketMode.Udp;
        return config;
    }

    internal UdpPeer Peer(IAppServer server) => Own(new UdpPeer(PortOf(server)));
}
