using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Tls;

namespace SuperSocket.Tests.Net;

public class ActiveConnectTests : TlsFixture
{
    [Test]
    public async Task An_outgoing_connection_is_a_session_with_all_hooks()
    {
        ProbeServer far = Start(Config());
        ProbeServer near = Start(Config(), (_, _) => { });
        ActiveConnectResult result = await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default);

        Assert.Multiple(() =>
        {
            Assert.That(result.Result, Is.True);
            Assert.That(result.Session, Is.SameAs(near.TheSession));
            Assert.That(near.Journal, Is.EqualTo(new[] { "init", "register", "connected", "started" }));
            Assert.That(result.Session.RemoteEndPoint, Is.EqualTo(PortOf(far)));
            Assert.That(TakenSlots(near), Is.EqualTo(1));
        });
        result.Session.Close();
        await Wait.Until(() => far.Journal.Contains("closed ClientClosing") && TakenSlots(near) == 0, "both ends are closed");
        Assert.That(near.Journal, Has.Some.EqualTo("closed ServerClosing"));
    }

    [Test]
    public async Task Two_servers_exchange_commands_in_both_directions()
    {
        var answer = new TaskCompletionSource<string>();
        ProbeServer far = Start(Config(), (session, request) => session.Send(request.Key == "ask" ? "question" : "got " + request.Body));
        ProbeServer near = Start(Config(), (session, request) =>
        {
            if (request.Key == "question")
                session.Send("answer 42");
            else
                answer.TrySetResult($"{request.Key} {request.Body}");
        });
        ActiveConnectResult result = await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default);
        ((ProbeSession)result.Session).Send("ask");
        Assert.That(await answer.Task.WaitAsync(Deadline.Default), Is.EqualTo("got 42"));
    }

    [Test]
    public async Task The_local_end_point_is_used()
    {
        ProbeServer far = Start(Config(), (session, _) => session.Send("x"));
        ProbeServer near = Start(Config());
        var local = new IPEndPoint(IPAddress.Parse("127.0.0.1"), 0);
        ActiveConnectResult result = await Connector(near).ActiveConnect(PortOf(far), local).WaitAsync(Deadline.Default);
        await Wait.Until(() => far.SessionCount == 1, "arrived");
        Assert.That(result.Session.LocalEndPoint, Is.EqualTo(far.TheSession.RemoteEndPoint));
    }

    [Test]
    public async Task A_name_is_resolved()
    {
        ProbeServer far = Start(Config());
        ProbeServer near = Start(Config());
        var target = new DnsEndPoint("localhost", PortOf(far).Port);
        ActiveConnectResult result = await Connector(near).ActiveConnect(target).WaitAsync(Deadline.Default);
        Assert.That(result.Session.RemoteEndPoint, Is.EqualTo(PortOf(far)));
    }

    [Test]
    public async Task A_secure_server_connects_in_plain_text()
    {
        ProbeServer far = Start(Config());
        var greeted = new TaskCompletionSource<string>();
        ProbeServer near = Start(TlsConfig(), (_, request) => greeted.TrySetResult(request.Key));
        ActiveConnectResult result = await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default);
        ((ProbeSession)result.Session).Send("echo");
        Assert.That(await greeted.Task.WaitAsync(Deadline.Default), Is.EqualTo("echo"));
    }

    [Test]
    public void A_port_where_nobody_listens_faults_and_frees_the_slot()
    {
        ProbeServer near = Start(Config());
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.That(
            async () => await Connector(near).ActiveConnect(closed.LocalEndPoint!).WaitAsync(Deadline.Default),
            Throws.InstanceOf<SocketException>());
        Assert.That(TakenSlots(near), Is.Zero);
    }

    [Test]
    public async Task The_limit_counts_outgoing_connections_too()
    {
        ProbeServer far = Start(Config());
        ServerConfig config = Config();
        config.MaxConnectionNumber = 1;
        ProbeServer near = Start(config);
        await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default);
        Assert.That(
            async () => await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default),
            Throws.InvalidOperationException.With.Message.Contains("maxConnectionNumber=1"));
        Assert.That(TakenSlots(near), Is.EqualTo(1));
    }

    [Test]
    public async Task A_session_that_is_refused_faults_and_frees_the_slot()
    {
        ExpectError("its id is in use");
        ProbeServer far = Start(Config());
        ProbeServer near = Start(new ProbeServer { RegistersSessions = false }, Config());
        Assert.That(
            async () => await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default),
            Throws.InvalidOperationException.With.Message.Contains("became no session"));
        await Wait.Until(() => TakenSlots(near) == 0, "the slot is free");
    }

    [Test]
    public void A_server_that_does_not_run_faults([Values] bool udp)
    {
        ServerConfig config = Config();
        config.Mode = udp ? SocketMode.Udp : SocketMode.Tcp;
        ProbeServer near = Start(config);
        if (!udp)
            near.Stop();
        Exception expected = udp ? new NotSupportedException() : new InvalidOperationException();
        Assert.That(
            async () => await Connector(near).ActiveConnect(PortOf(near)).WaitAsync(Deadline.Default),
            Throws.TypeOf(expected.GetType()));
    }

    [Test]
    public async Task A_command_may_connect_and_wait_for_it()
    {
        ProbeServer far = Start(Config());
        ProbeServer near = Start(Config(), (session, _) =>
        {
            Task<ActiveConnectResult> connecting = Connector((ProbeServer)session.AppServer).ActiveConnect(PortOf(far));
            session.Send(connecting.Wait(Deadline.Default) ? "connected" : "late");
        });
        Assert.That(await (await Connect(near)).AskAsync("go"), Is.EqualTo("connected"));
    }

    [Test]
    public async Task A_close_handler_may_reconnect_and_wait_for_it([Values] bool asEvent)
    {
        ProbeServer far = Start(Config());
        var near = new ProbeServer();
        int reconnects = 0;
        void Reconnect()
        {
            if (Interlocked.Increment(ref reconnects) <= 3)
                Assert.That(Connector(near).ActiveConnect(PortOf(far)).Wait(Deadline.Default), Is.True);
        }

        if (asEvent)
            near.SessionClosed += (_, _) => Reconnect();
        else
            near.Ended = (_, _) => Reconnect();
        Start(near, Config());
        await Connector(near).ActiveConnect(PortOf(far)).WaitAsync(Deadline.Default);
        for (int round = 1; round <= 3; round++)
        {
            await Wait.Until(() => far.SessionCount == 1, "connected");
            far.TheSession.Close();
            await Wait.Until(() => Volatile.Read(ref reconnects) == round && near.SessionCount == 1 && far.SessionCount == 1, $"reconnect {round}");
        }

        Assert.That(near.Journal.Count(entry => entry == "closed ClientClosing"), Is.EqualTo(3));
    }

    private static IActiveConnector Connector(ProbeServer server) => server;
}
