using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Udp;

public class UdpServerTests : UdpFixture
{
    [Test]
    public async Task Datagrams_of_a_session_are_handled_in_order_and_never_two_at_once([Values(1, 8)] int peers)
    {
        var received = new ConcurrentDictionary<string, ConcurrentQueue<int>>();
        var running = new ConcurrentDictionary<string, int>();
        int overlaps = 0;
        ProbeServer server = Start(UdpConfig(), (session, request) =>
        {
            if (running.AddOrUpdate(session.SessionID, 1, (_, count) => count + 1) != 1)
                Interlocked.Increment(ref overlaps);
            Thread.Yield();
            received.GetOrAdd(session.SessionID, _ => new()).Enqueue(int.Parse(request.Key, System.Globalization.CultureInfo.InvariantCulture));
            running.AddOrUpdate(session.SessionID, 0, (_, count) => count - 1);
            session.Send(request.Key);
        });

        // One answer is awaited every ten datagrams, so that no queue on the way overflows.
        await Task.WhenAll(Enumerable.Range(0, peers).Select(_ => Task.Run(async () =>
        {
            UdpPeer peer = Peer(server);
            for (int i = 0; i < 500; i += 10)
            {
                for (int j = i; j < i + 10; j++)
                    peer.Send($"{j}\r\n");
                for (int j = i; j < i + 10; j++)
                    Assert.That(await peer.Receive(), Is.EqualTo($"{j}"));
            }
        })));

        Assert.That(overlaps, Is.Zero);
        Assert.That(received.Values, Has.Count.EqualTo(peers).And.All.EqualTo(Enumerable.Range(0, 500)));
    }

    [Test]
    public async Task A_slow_session_delays_no_other_and_its_surplus_is_dropped()
    {
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        int handled = 0;
        ProbeServer server = Start(UdpConfig(), (session, request) =>
        {
            if (request.Key == "slow")
            {
                entered.Set();
                release.Wait(Deadline.Default);
            }

            if (request.Key == "n")
                Interlocked.Increment(ref handled);
            else
                session.Send(request.Key);
        });
        UdpPeer slow = Peer(server);
        UdpPeer quick = Peer(server);
        slow.Send("slow\r\n");
        await Wait.Until(() => entered.IsSet, "the slow one is being handled");
        var engine = (UdpSocketServer)((ISocketServerAccessor)server).SocketServer;
        for (int i = 0; i < 2100; i++)
        {
            slow.Send("n\r\n");
            if (i % 50 == 49)
                Assert.That(await quick.Ask($"quick{i}\r\n"), Is.EqualTo($"quick{i}"));
        }

        await Wait.Until(() => engine.DroppedDatagrams == 99, "2,001 wait in 256 KiB, the others are dropped");
        release.Set();
        Assert.That(await slow.Receive(), Is.EqualTo("slow"));
        Assert.That(await slow.Ask("after\r\n"), Is.EqualTo("after"));
        Assert.That(handled, Is.EqualTo(2001));
        Assert.That(Log.Count(LogLevel.Warn, "are dropped"), Is.GreaterThanOrEqualTo(1));
    }

    [Test]
    public async Task The_limit_counts_sessions_and_frees_with_them()
    {
        ExpectError("maxConnectionNumber=2");
        var config = UdpConfig();
        config.MaxConnectionNumber = 2;
        ProbeServer server = Start(config);
        UdpPeer first = Peer(server);
        UdpPeer third = Peer(server);
        await first.Ask("a\r\n");
        await Peer(server).Ask("b\r\n");
        third.Send("c\r\n");
        await Wait.Until(() => Log.Count(LogLevel.Error, "refuses UDP sessions") > 0, "the refusal is logged");
        Assert.That(await first.Ask("known peers are served\r\n"), Is.EqualTo("known peers are served"));
        Assert.That(server.SessionCount, Is.EqualTo(2));

        server.GetSessionByID(first.EndPoint.ToString())!.Close();
        Assert.That(await third.Ask("d\r\n"), Is.EqualTo("d"));
    }

    [Test]
    public async Task Idle_sessions_are_closed_and_active_ones_stay()
    {
        var config = UdpConfig();
        (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 3);
        ProbeServer server = Start(config);
        UdpPeer active = Peer(server);
        await Peer(server).Ask("idle\r\n");
        await Wait.Until(
            () =>
            {
                active.Send("active\r\n");
                return server.Journal.Contains("closed TimeOut");
            },
            "the idle one is closed");
        Assert.That(server.SessionCount, Is.EqualTo(1));
        Assert.That(server.TheSession.RemoteEndPoint, Is.EqualTo(active.EndPoint));
    }

    [Test]
    public async Task Stop_closes_the_sessions_which_may_say_goodbye_in_OnStopped_and_frees_the_port()
    {
        var server = new ProbeServer();
        server.Stopped = () => server.TheSession.Send("last words");
        Start(server, UdpConfig());
        IPEndPoint port = PortOf(server);
        UdpPeer peer = Peer(server);
        await peer.Ask("x\r\n");
        server.Stop();

        Assert.That(await peer.Receive(), Is.EqualTo("last words"));
        Assert.That(server.Journal, Has.Some.EqualTo("closed ServerShutdown"));
        Assert.That(server.SessionCount, Is.Zero);
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
            socket.Bind(port);

        server.Stopped = null;
        Assert.That(server.Start(), Is.True);
        Assert.That(await Peer(server).Ask("again\r\n"), Is.EqualTo("again"));
    }

    [Test]
    public async Task Two_listeners_answer_each_from_its_own_port()
    {
        ProbeServer server = Start(UdpConfig(Listener(), Listener()), (session, _) => session.Send(session.LocalEndPoint.ToString()));
        UdpPeer peer = Peer(server);
        for (int i = 0; i < 4; i++)
        {
            IPEndPoint port = PortOf(server, i % 2);
            peer.Send("x\r\n", port);
            (string text, IPEndPoint sender) = await peer.ReceiveFrom();
            Assert.That((text, sender), Is.EqualTo((port.ToString(), port)));
        }

        Assert.That(server.SessionCount, Is.EqualTo(1), "one peer is one session");
    }

    [Test]
    public async Task Answers_that_reach_nobody_do_not_end_the_loop()
    {
        ProbeServer server = Start(UdpConfig());
        UdpPeer gone = Peer(server);
        await gone.Ask("x\r\n");
        ProbeSession session = server.TheSession;
        gone.Dispose();
        for (int i = 0; i < 20; i++)
            session.Send("is anybody there?");
        Assert.That(await Peer(server).Ask("me\r\n"), Is.EqualTo("me"));
        Assert.That(session.Connected, Is.True);
    }

    [Test]
    public async Task A_datagram_that_is_too_long_to_send_is_logged_and_lost()
    {
        ExpectError("A datagram of 70000 bytes could not be sent");
        ProbeServer server = Start(UdpConfig(), (session, _) =>
        {
            session.Send(new byte[70000], 0, 70000);
            session.Send("short");
        });
        Assert.That(await Peer(server).Ask("x\r\n"), Is.EqualTo("short"));
        Assert.That(Log.Count(LogLevel.Error, "A datagram of 70000 bytes could not be sent"), Is.EqualTo(1));
    }

    [Test]
    public async Task Empty_datagrams_are_ignored()
    {
        ProbeServer server = Start(UdpConfig());
        UdpPeer peer = Peer(server);
        peer.Send([]);
        Assert.That(await peer.Ask("x\r\n"), Is.EqualTo("x"));
        Assert.That(server.SessionCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Sixty_four_peers_talk_at_once()
    {
        ProbeServer server = Start(UdpConfig());
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async n =>
        {
            UdpPeer peer = Peer(server);
            for (int i = 0; i < 20; i++)
                Assert.That(await peer.Ask($"{n} {i}\r\n"), Is.EqualTo($"{n} {i}"));
        }));
        Assert.That(server.SessionCount, Is.EqualTo(64));
    }

    [Test]
    public void A_port_in_use_fails_the_start_and_closes_the_other_listeners()
    {
        using var holder = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        holder.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        int taken = ((IPEndPoint)holder.LocalEndPoint!).Port;
        var config = UdpConfig(Listener(), new() { Ip = "127.0.0.1", Port = taken });
        using var server = new ProbeServer();
        ExpectError("the port is in use");
        Assert.That(server.Setup(config, logFactory: Log), Is.True);
        Assert.That(server.Start(), Is.False);
        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
        using var free = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        free.Bind(PortOf(server));
    }
}
