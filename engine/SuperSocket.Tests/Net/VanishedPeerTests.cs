using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Net;

/// <summary>A peer that is gone without a word while data is on its way to it.</summary>
[Platform(Include = "Linux", Reason = "reads a socket option of Linux, and needs its network namespaces")]
public class VanishedPeerTests : NetFixture
{
    private const int TcpLevel = 6, UserTimeout = 18;

    [TestCase(600, 60, 780_000)]
    [TestCase(7, 3, 16_000)]
    [TestCase(7, 0, 232_000)]
    [TestCase(0, 60, 0)]
    public async Task Unacknowledged_data_ends_a_connection_when_keep_alive_would(int time, int interval, int expected)
    {
        ServerConfig config = Config();
        (config.KeepAliveTime, config.KeepAliveInterval) = (time, interval);
        ProbeServer server = Start(config);
        await (await Connect(server)).AskAsync("x");

        byte[] value = new byte[4];
        server.TheSession.SocketSession.Client!.GetRawSocketOption(TcpLevel, UserTimeout, value);
        Assert.That(BitConverter.ToInt32(value), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_peer_whose_machine_is_gone_is_noticed_while_it_is_sent_to()
    {
        string name = $"chat{Environment.ProcessId % 100_000}";
        string network = $"10.{Random.Shared.Next(100, 250)}.{Random.Shared.Next(1, 250)}";
        if (!await Ip($"netns add {name}"))
            Assert.Ignore("This user may not make a network namespace.");
        try
        {
            if (!await Ip($"link add {name}a type veth peer name {name}b netns {name}"))
                Assert.Ignore("This system has no pairs of virtual interfaces.");
            Assert.That(
                await Ip($"addr add {network}.1/24 dev {name}a") && await Ip($"link set {name}a up")
                && await Ip($"-n {name} addr add {network}.2/24 dev {name}b") && await Ip($"-n {name} link set {name}b up"),
                Is.True);

            ServerConfig config = Config(Listener(ip: $"{network}.1"));
            (config.KeepAliveTime, config.KeepAliveInterval) = (1, 1);
            ProbeServer server = Start(config);
            using var client = new ChildProcess("ip", ["netns", "exec", name, "bash", "-c",
                $"exec 3<>/dev/tcp/{network}.1/{PortOf(server).Port}; printf 'hello\\r\\n' >&3; read line <&3; sleep 600"]);
            await Wait.Until(() => server.SessionCount == 1, "the client is connected");
            ProbeSession session = server.TheSession;

            // The machine loses its address: nothing answers, and nothing says so.
            Assert.That(await Ip($"-n {name} addr flush dev {name}b"), Is.True);
            session.Send("are you there?");

            await Wait.Until(() => server.Journal.Contains($"closed {CloseReason.SocketError}"), "the session is closed");
        }
        finally
        {
            await Ip($"link del {name}a");
            await Ip($"netns del {name}");
        }
    }

    private static async Task<bool> Ip(string arguments)
    {
        try
        {
            return (await ChildProcess.Run("ip", arguments.Split(' '))).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
