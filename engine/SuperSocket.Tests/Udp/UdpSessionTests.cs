using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Udp;

public class UdpSessionTests : UdpFixture
{
    [Test]
    public async Task A_datagram_makes_a_session_that_answers_without_a_line_end()
    {
        ProbeServer server = Start(UdpConfig());
        UdpPeer peer = Peer(server);

        Assert.That(await peer.Ask("hello world\r\n"), Is.EqualTo("hello world"));
        Assert.Multiple(() =>
        {
            Assert.That(server.SessionCount, Is.EqualTo(1));
            Assert.That(server.TheSession.SessionID, Is.EqualTo(peer.EndPoint.ToString()));
            Assert.That(server.TheSession.RemoteEndPoint, Is.EqualTo(peer.EndPoint));
            Assert.That(server.TheSession.LocalEndPoint, Is.EqualTo(PortOf(server)));
            Assert.That(server.TheSession.SocketSession.Client, Is.Null);
            Assert.That(server.GetSessionByID(peer.EndPoint.ToString()), Is.SameAs(server.TheSession));
        });
    }

    [Test]
    public async Task The_hooks_run_in_order_before_the_first_request()
    {
        ProbeServer server = null!;
        server = Start(
            UdpConfig(),
            (session, _) =>
            {
                server.Journal.Enqueue("request");
                session.Send("done");
            },
            new TestFilter(_ =>
            {
                server.Journal.Enqueue("filter");
                return true;
            }));

        await Peer(server).Ask("x\r\n");
        Assert.That(server.Journal, Is.EqualTo(new[] { "filter", "init", "register", "connected", "started", "request" }));
    }

    [Test]
    public async Task Several_requests_in_one_datagram_are_handled_in_order()
    {
        UdpPeer peer = Peer(Start(UdpConfig()));
        peer.Send("one\r\ntwo\r\nthree\r\n");
        Assert.That(new[] { await peer.Receive(), await peer.Receive(), await peer.Receive() }, Is.EqualTo(new[] { "one", "two", "three" }));
    }

    [Test]
    public async Task A_request_may_span_datagrams()
    {
        UdpPeer peer = Peer(Start(UdpConfig()));
        peer.Send("hel");
        Assert.That(await peer.Ask("lo\r\n"), Is.EqualTo("hello"));
    }

    [Test]
    public async Task A_filter_that_looks_back_into_earlier_datagrams_finds_them()
    {
        using var server = new ProbeServer();
        Assert.That(server.Setup(UdpConfig(), receiveFilterFactory: new CountSpliterReceiveFilterFactory((byte)'#', 3), logFactory: Log), Is.True);
        server.NewRequestReceived += (session, request) => session.Send(request.Body);
        Assert.That(server.Start(), Is.True);
        UdpPeer peer = Peer(server);
        peer.Send("#one");
        Assert.That(await peer.Ask("#two#"), Is.EqualTo("one#two"));
    }

    [Test]
    public async Task Security_cannot_be_changed()
    {
        ProbeServer server = Start(UdpConfig());
        await Peer(server).Ask("x\r\n");
        Assert.That(
            () => server.ResetSessionSecurity(server.TheSession, System.Security.Authentication.SslProtocols.Tls12),
            Throws.TypeOf<NotSupportedException>());
    }

    [Test]
    public async Task A_list_of_segments_is_one_datagram()
    {
        ProbeServer server = Start(UdpConfig(), (session, _) => session.TrySend([new([1, 2, 3, 4], 1, 2), new([5]), new([])]));
        Assert.That(await Peer(server).Ask("x\r\n"), Is.EqualTo("\u0002\u0003\u0005"));
    }

    [Test]
    public async Task Texts_sent_in_OnInit_and_OnSessionStarted_arrive()
    {
        var server = new ProbeServer { Init = session => session.Send("init"), SessionStarted = session => session.Send("started") };
        Start(server, UdpConfig());
        UdpPeer peer = Peer(server);
        Assert.That(await peer.Ask("x\r\n"), Is.EqualTo("init"));
        Assert.That(await peer.Receive(), Is.EqualTo("started"));
        Assert.That(await peer.Receive(), Is.EqualTo("x"));
    }

    [Test]
    public async Task Close_ends_the_session_once_and_the_next_datagram_makes_another()
    {
        ProbeServer server = Start(UdpConfig());
        UdpPeer peer = Peer(server);
        await peer.Ask("a\r\n");
        ProbeSession first = server.TheSession;
        first.Close();
        first.Close(CloseReason.TimeOut);

        Assert.Multiple(() =>
        {
            Assert.That(server.SessionCount, Is.Zero);
            Assert.That(first.Connected, Is.False);
            Assert.That(first.TrySend("x"), Is.False);
            Assert.That(server.Journal.Count(entry => entry.StartsWith("closed", StringComparison.Ordinal)), Is.EqualTo(1));
            Assert.That(server.Journal, Has.Some.EqualTo("closed ServerClosing"));
        });
        Assert.That(await peer.Ask("b\r\n"), Is.EqualTo("b"));
        Assert.That(server.TheSession, Is.Not.SameAs(first));
    }

    [Test]
    public async Task An_exception_goes_to_HandleException_and_an_override_keeps_the_session()
    {
        var caught = new TaskCompletionSource<Exception>();
        var server = new ProbeServer { Failed = e => caught.TrySetResult(e) };
        Start(server, UdpConfig(), (_, request) => throw new InvalidOperationException(request.Key));
        Peer(server).Send("bang\r\n");
        Assert.That((await caught.Task.WaitAsync(Deadline.Default)).Message, Is.EqualTo("bang"));
        Assert.That(server.SessionCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_refused_peer_gets_no_session_and_takes_no_slot()
    {
        var server = new ProbeServer();
        bool allowed = false;
        var config = UdpConfig();
        config.MaxConnectionNumber = 1;
        Start(server, config, null, new TestFilter(_ => Volatile.Read(ref allowed)));
        UdpPeer peer = Peer(server);
        peer.Send("x\r\n");
        await Wait.Until(() => Log.Count(LogLevel.Info, "is refused by the connection filter test") == 1, "the refusal is logged");
        Assert.That(server.Journal, Is.Empty);

        Volatile.Write(ref allowed, true);
        await Wait.Until(() => Counted(server) == 0, "the slot is free");
        Assert.That(await peer.Ask("y\r\n"), Is.EqualTo("y"));
    }

    [Test]
    public async Task A_session_that_cannot_register_takes_no_slot()
    {
        ExpectError("its id is in use");
        var server = new ProbeServer { RegistersSessions = false };
        Start(server, UdpConfig());
        UdpPeer peer = Peer(server);
        peer.Send("x\r\n");
        await Wait.Until(() => server.Journal.Contains("register") && Counted(server) == 0, "refused and forgotten");
        Assert.That(server.Journal, Is.EqualTo(new[] { "init", "register" }));

        server.RegistersSessions = true;
        Assert.That(await peer.Ask("y\r\n"), Is.EqualTo("y"));
    }

    [Test]
    public async Task A_hook_that_throws_costs_only_its_session()
    {
        ExpectError("could not be set up");
        var server = new ProbeServer { Init = _ => throw new InvalidOperationException("hook") };
        Start(server, UdpConfig());
        UdpPeer peer = Peer(server);
        peer.Send("x\r\n");
        await Wait.Until(() => Log.Count(LogLevel.Error, "could not be set up") == 1 && Counted(server) == 0, "logged and forgotten");
        server.Init = null;
        Assert.That(await peer.Ask("y\r\n"), Is.EqualTo("y"));
    }

    [Test]
    public async Task A_hook_that_closes_its_session_leaves_nothing_behind([Values] bool inInit)
    {
        var server = new ProbeServer();
        Action<ProbeSession> close = session => session.Close();
        if (inInit)
            server.Init = close;
        else
            server.SessionStarted = close;
        Start(server, UdpConfig());
        Peer(server).Send("x\r\n");
        await Wait.Until(() => server.Journal.Contains(inInit ? "init" : "closed ServerClosing") && Counted(server) == 0, "closed and forgotten");
        Assert.That(server.SessionCount, Is.Zero);
    }

    private static int Counted(ProbeServer server) => ((SocketEngine.UdpSocketServer)((ISocketServerAccessor)server).SocketServer).Count;
}
