using NUnit.Framework;
using SuperSocket.SocketBase;

namespace SuperSocket.Tests.Udp;

public class UdpLeavingTests : UdpFixture
{
    [Test]
    public async Task Datagrams_that_come_while_their_session_leaves_wait_for_its_successor_and_delay_nobody()
    {
        LeavingServer server = Own(new LeavingServer());
        server.NewRequestReceived += (session, request) => session.Send(request.Key);
        Assert.That(server.Setup(UdpConfig(), logFactory: Log), Is.True);
        Assert.That(server.Start(), Is.True);
        UdpPeer slow = Peer(server);
        UdpPeer other = Peer(server);

        Assert.That(await slow.Ask("first\r\n"), Is.EqualTo("first"));
        Assert.That(server.Leaves.Wait(Deadline.Default), Is.True, "the session leaves");
        for (int i = 0; i < 5; i++)
            slow.Send($"{i}\r\n");
        Assert.That(await other.Ask("other\r\n"), Is.EqualTo("other"));

        server.MayLeave.Set();
        for (int i = 0; i < 5; i++)
            Assert.That(await slow.Receive(), Is.EqualTo($"{i}"));
        await Wait.Until(() => server.SessionCount == 0, "all sessions leave");
        Assert.That(await slow.Ask("last\r\n"), Is.EqualTo("last"));
    }
}

public class LeavingServer : AppServer<LeavingSession>, IDatagramHost
{
    private int _left;

    public int MaxUnauthenticated => 10;

    public ManualResetEventSlim Leaves { get; } = new();

    public ManualResetEventSlim MayLeave { get; } = new();

    // The first one takes its time.
    protected override void OnSessionClosed(LeavingSession session, CloseReason reason)
    {
        base.OnSessionClosed(session, reason);
        if (Interlocked.Increment(ref _left) != 1)
            return;
        Leaves.Set();
        MayLeave.Wait(Deadline.Default);
    }
}

public class LeavingSession : AppSession<LeavingSession>, IDatagramSession
{
    public void OnDatagram(int length)
    {
    }

    public bool OnDatagramHandled() => false;
}
