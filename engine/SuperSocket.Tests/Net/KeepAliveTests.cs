using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Net;

public class KeepAliveTests : NetFixture
{
    [TestCase(600, 60, 600, 60)]
    [TestCase(7, 3, 7, 3)]
    [TestCase(100_000, 100_000, 32767, 32767)]
    public async Task Keep_alive_is_set_as_configured(int time, int interval, int expectedTime, int expectedInterval)
    {
        Socket socket = await Accepted(time, interval);
        Assert.Multiple(() =>
        {
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive), Is.Not.EqualTo(0));
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime), Is.EqualTo(expectedTime));
            Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval), Is.EqualTo(expectedInterval));
            Assert.That(socket.NoDelay, Is.True);
        });
    }

    [Test]
    public async Task A_time_of_zero_turns_it_off()
    {
        Socket socket = await Accepted(0, 60);
        Assert.That(socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive), Is.EqualTo(0));
    }

    [Test]
    public async Task Outgoing_connections_have_it_too()
    {
        ServerConfig config = Config();
        config.KeepAliveTime = 9;
        ProbeServer server = Start(config);
        ActiveConnectResult result = await ((IActiveConnector)server).ActiveConnect(PortOf(server)).WaitAsync(Deadline.Default);
        Socket socket = result.Session.SocketSession.Client!;
        Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime), Is.EqualTo(9));
    }

    private async Task<Socket> Accepted(int time, int interval)
    {
        ServerConfig config = Config();
        (config.KeepAliveTime, config.KeepAliveInterval) = (time, interval);
        ProbeServer server = Start(config);
        await (await Connect(server)).AskAsync("x");
        return server.TheSession.SocketSession.Client!;
    }
}
