using System.Globalization;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Udp;

/// <summary>What becomes of many datagrams at once.</summary>
public class UdpBurstTests : UdpFixture
{
    private const int Burst = 900;

    [Test]
    public async Task A_burst_for_a_session_that_is_busy_is_handled_whole()
    {
        using var release = new ManualResetEventSlim();
        int handled = 0;
        ProbeServer server = Start(UdpConfig(), (session, request) =>
        {
            if (request.Key == "quick")
            {
                session.Send("quick");
                return;
            }

            release.Wait(Deadline.Default);
            Interlocked.Increment(ref handled);
        });
        UdpPeer peer = Peer(server);
        UdpPeer other = Peer(server);

        for (int i = 0; i < Burst; i++)
        {
            peer.Send("n\r\n");

            // What is tested is not how fast this machine empties a socket.
            if (i % 100 == 99)
                await other.Ask("quick\r\n");
        }

        release.Set();
        await Wait.Until(() => Volatile.Read(ref handled) == Burst, "all are handled");
    }

    [Test]
    public void The_socket_has_room_for_a_burst()
    {
        ProbeServer usual = Start(UdpConfig());
        Assert.That(BufferOf(usual), Is.GreaterThanOrEqualTo(Math.Min(1024 * 1024, LimitOfSystem())));
    }

    [Test]
    public void The_socket_has_the_configured_size_or_a_warning_says_so()
    {
        var config = UdpConfig();
        config.ReceiveBufferSize = 8 * 1024 * 1024;
        ProbeServer server = Start(config);
        bool isWarned = Log.Count(SocketBase.Logging.LogLevel.Warn, "receiveBufferSize=8388608") == 1;
        Assert.That(BufferOf(server) >= config.ReceiveBufferSize, Is.Not.EqualTo(isWarned));
    }

    private static int BufferOf(IAppServer server)
        => ((UdpSocketServer)((ISocketServerAccessor)server).SocketServer).OpenListeners[0].ReceiveBufferSize;

    private static int LimitOfSystem()
        => File.Exists("/proc/sys/net/core/rmem_max") ? int.Parse(File.ReadAllText("/proc/sys/net/core/rmem_max"), CultureInfo.InvariantCulture) : 64 * 1024;
}
