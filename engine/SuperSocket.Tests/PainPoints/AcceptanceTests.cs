using System.Diagnostics;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Net;
using SuperSocket.Tests.Tls;
using SuperSocket.Tests.Udp;

namespace SuperSocket.Tests.PainPoints;

/// <summary>The acceptance scenarios of section 6 of the contract that must hold in plain text and with TLS, and those without a test elsewhere.</summary>
public class AcceptanceTests : TlsFixture
{
    [Test]
    public async Task Scenario_03_The_welcome_is_the_first_line([Values] bool tls)
    {
        var server = new ProbeServer { SessionStarted = session => session.Send("welcome") };
        Start(server, ConfigOf(tls));

        TestClient peer = await Connect(server, tls);

        Assert.That(await peer.ReadLineAsync(), Is.EqualTo("welcome"));
        Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
    }

    [Test]
    public async Task Scenario_04_So_many_get_in_and_one_who_leaves_makes_room([Values(1, 2, 5, 15)] int limit, [Values] bool tls)
    {
        ExpectError($"maxConnectionNumber={limit}");
        ServerConfig config = ConfigOf(tls);
        config.MaxConnectionNumber = limit;
        ProbeServer server = Start(config);
        var peers = new List<TestClient>();
        for (int i = 0; i < limit; i++)
        {
            peers.Add(await Connect(server, tls));
            Assert.That(await peers[i].AskAsync("in"), Is.EqualTo("in"));
        }

        Assert.That(await (await Connect(server)).IsClosedAsync(), Is.True);
        Assert.That(server.SessionCount, Is.EqualTo(limit));

        peers[0].Dispose();
        await Wait.Until(() => server.SessionCount == limit - 1 && TakenSlots(server) == limit - 1, "one has left");
        Assert.That(await (await Connect(server, tls)).AskAsync("in"), Is.EqualTo("in"));
        Assert.That(server.SessionCount, Is.EqualTo(limit));
    }

    [Test]
    public async Task Scenario_06_Five_commands_in_one_write([Values] bool tls)
    {
        TestClient peer = await Connect(Start(ConfigOf(tls)), tls);

        await peer.SendAsync(string.Concat(Enumerable.Range(0, 5).Select(i => $"command {i}\r\n")));

        for (int i = 0; i < 5; i++)
            Assert.That(await peer.ReadLineAsync(), Is.EqualTo($"command {i}"));
    }

    [Test]
    public async Task Scenario_06_A_command_in_random_fragments([Values] bool tls)
    {
        var random = new Random(6);
        TestClient peer = await Connect(Start(ConfigOf(tls)), tls);
        for (int round = 0; round < 20; round++)
        {
            string command = $"command {Guid.NewGuid()}";
            byte[] bytes = Encoding.ASCII.GetBytes(command + "\r\n");
            for (int sent = 0; sent < bytes.Length;)
            {
                int length = Math.Min(random.Next(1, 12), bytes.Length - sent);
                await peer.SendAsync(bytes.AsMemory()[sent..(sent + length)]);
                sent += length;
            }

            Assert.That(await peer.ReadLineAsync(), Is.EqualTo(command));
        }
    }

    [Test]
    public async Task Scenario_07_A_command_that_sends_and_closes_is_heard_then_the_stream_ends([Values] bool tls)
    {
        ProbeServer server = Start(ConfigOf(tls), (session, _) =>
        {
            session.Send("good bye");
            session.Close();
        });
        for (int round = 0; round < 20; round++)
        {
            TestClient peer = await Connect(server, tls);
            Assert.That(await peer.AskAsync("quit"), Is.EqualTo("good bye"));
            Assert.That(await peer.ReadLineAsync(), Is.Null);
        }
    }

    [Test]
    public async Task Scenario_08_The_count_follows_each_client_that_leaves_within_half_a_second()
    {
        ProbeServer server = Start(Config());
        var peers = new List<TestClient>();
        for (int i = 0; i < 100; i++)
            peers.Add(await Connect(server));
        await Wait.Until(() => server.SessionCount == 100, "all are in");

        // On the average, as a loaded machine may hold up a single one.
        long start = Stopwatch.GetTimestamp();
        for (int left = 99; left >= 0; left--)
        {
            peers[left].Dispose();
            await Wait.Until(() => server.SessionCount == left, $"{left} are left");
        }

        Assert.That(Stopwatch.GetElapsedTime(start) / 100, Is.LessThan(TimeSpan.FromSeconds(0.5)));
    }

    [Test]
    public async Task Scenario_09_Parallel_sends_in_1000_rounds_deliver_every_line_exactly_once([Values] bool tls)
    {
        const int Rounds = 1000;
        const int Threads = 4;
        const int Lines = 5;
        ServerConfig config = ConfigOf(tls);
        (config.SendingQueueSize, config.SendTimeOut) = (100, 20_000);
        ProbeServer server = Start(config, (session, request) => Parallel.For(
            0,
            Threads,
            new ParallelOptions { MaxDegreeOfParallelism = Threads },
            thread =>
            {
                for (int i = 0; i < Lines; i++)
                    session.Send($"{request.Key} {thread} {i}");
            }));
        TestClient peer = await Connect(server, tls);
        for (int round = 0; round < Rounds; round++)
        {
            var lines = new List<string?> { await peer.AskAsync($"{round}") };
            while (lines.Count < Threads * Lines)
                lines.Add(await peer.ReadLineAsync());
            IEnumerable<string> expected = from thread in Enumerable.Range(0, Threads) from i in Enumerable.Range(0, Lines) select $"{round} {thread} {i}";
            Assert.That(lines.Order(StringComparer.Ordinal), Is.EqualTo(expected));
        }
    }

    [Test]
    public async Task Scenario_10_An_idle_session_is_there_after_2_seconds_and_gone_after_7()
    {
        ServerConfig tcpConfig = Idle(Config());
        ServerConfig udpConfig = Idle(Config());
        udpConfig.Mode = SocketMode.Udp;
        ProbeServer tcp = Start(tcpConfig);
        ProbeServer udp = Start(udpConfig);
        long start = Stopwatch.GetTimestamp();
        await (await Connect(tcp)).AskAsync("x");
        await Own(new UdpPeer(PortOf(udp))).Ask("x\r\n");

        await Task.Delay(TimeSpan.FromSeconds(2));
        if (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(4))
            Assert.That((tcp.SessionCount, udp.SessionCount), Is.EqualTo((1, 1)));
        await Wait.Until(() => tcp.SessionCount == 0 && udp.SessionCount == 0, "both are cleared");
        Assert.That(Stopwatch.GetElapsedTime(start), Is.InRange(TimeSpan.FromSeconds(4.9), TimeSpan.FromSeconds(12)), "7 s, and the load of the machine.");
    }

    [Test]
    public async Task Scenario_12_UDP_with_a_parser_of_its_own()
    {
        ServerConfig config = Config();
        config.Mode = SocketMode.Udp;
        ProbeServer server = Own(new ProbeServer());
        var factory = new CommandLineReceiveFilterFactory(Encoding.UTF8, new BasicRequestInfoParser(":", ","));
        Assert.That(server.Setup(config, receiveFilterFactory: factory, logFactory: Log), Is.True);
        server.NewRequestReceived += (session, request) => session.Send($"{request.Key}|{request.Body}|{request.Parameters.Length}");
        Assert.That(server.Start(), Is.True);

        Assert.That(await Own(new UdpPeer(PortOf(server))).Ask("ADD:1,2,3\r\n"), Is.EqualTo("ADD|1,2,3|3"));
    }

    private static ServerConfig Idle(ServerConfig config)
    {
        (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 5);
        return config;
    }

    private ServerConfig ConfigOf(bool tls) => tls ? TlsConfig() : Config();

    private Task<TestClient> Connect(ProbeServer server, bool tls) => tls ? SecureConnect(server) : Connect(server);
}
