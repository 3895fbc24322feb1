using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ConnectionLimitTests : EngineFixture
{
    [Test]
    public async Task So_many_get_in_the_next_is_dropped_and_one_who_leaves_makes_room([Values(1, 2, 5, 15)] int limit)
    {
        Logs.ExpectError($"maxConnectionNumber={limit}");
        ScriptedServer server = StartScripted(s => s.WhenInit = _ => s.Events.Enqueue("init"), c => c.MaxConnectionNumber = limit);
        var clients = new List<TestClient>();
        for (int i = 0; i < limit; i++)
        {
            clients.Add(await ConnectAsync(server));
            Assert.That(await clients[i].AskAsync("ECHO in"), Is.EqualTo("in"));
        }

        TestClient dropped = await ConnectAsync(server);
        await dropped.WaitForEndAsync();

        Assert.That(server.SessionCount, Is.EqualTo(limit));
        Assert.That(server.Events, Has.Count.EqualTo(limit), "No hook runs for the one who is dropped.");
        clients[0].Dispose();
        await ExpectFreeAsync(server, 1);
        TestClient next = await ConnectAsync(server);
        Assert.That(await next.AskAsync("ECHO in"), Is.EqualTo("in"));
        Assert.That(server.SessionCount, Is.EqualTo(limit));
    }

    [Test]
    public async Task The_limit_counts_all_listeners_together()
    {
        Logs.ExpectError("maxConnectionNumber=2");
        ScriptedServer server = StartScripted(change: c =>
        {
            c.MaxConnectionNumber = 2;
            c.Listeners = [.. c.Listeners!, .. c.Listeners!];
        });
        foreach (ListenerInfo listener in server.Listeners)
        {
            TestClient client = Own(await TestClient.ConnectAsync(listener.EndPoint));
            Assert.That(await client.AskAsync("ECHO in"), Is.EqualTo("in"));
        }

        TestClient third = await ConnectAsync(server);

        await third.WaitForEndAsync();
        Assert.That(server.SessionCount, Is.EqualTo(2));
    }

    [Test]
    public async Task No_slot_is_lost_in_500_connects_that_break_off()
    {
        ScriptedServer server = StartScripted(change: c => c.MaxConnectionNumber = 600);
        for (int i = 0; i < 500; i++)
        {
            TestClient client = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);
            if (i % 3 == 0)
                await client.SendAsync("ECHO half a requ");
            if (i % 2 == 0)
                client.Abort();
            else
                client.Dispose();
        }

        await ExpectFreeAsync(server, 600);
        await Wait.UntilEqual(() => server.SessionCount, 0);
        TestClient last = await ConnectAsync(server);
        Assert.That(await last.AskAsync("ECHO served"), Is.EqualTo("served"));
    }

    [Test]
    public async Task A_flood_over_the_limit_is_not_a_flood_of_the_log_and_the_listener_survives()
    {
        Logs.ExpectError("maxConnectionNumber=1");
        ScriptedServer server = StartScripted(change: c => c.MaxConnectionNumber = 1);
        TestClient first = await ConnectAsync(server);
        Assert.That(await first.AskAsync("ECHO in"), Is.EqualTo("in"));

        for (int i = 0; i < 200; i++)
        {
            using TestClient dropped = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);
            await dropped.WaitForEndAsync();
        }

        Assert.That(Logs.Count(LogLevel.Error, "maxConnectionNumber=1"), Is.LessThan(50));
        first.Dispose();
        await ExpectFreeAsync(server, 1);
        TestClient next = await ConnectAsync(server);
        Assert.That(await next.AskAsync("ECHO in"), Is.EqualTo("in"));
    }

    [Test]
    public async Task Connections_have_no_delay_and_the_configured_keep_alive()
    {
        ScriptedServer server = StartScripted(change: c =>
        {
            c.KeepAliveTime = 123;
            c.KeepAliveInterval = 7;
        });
        await ConnectAsync(server);
        Socket socket = (await server.SessionAsync()).SocketSession.Client!;

        Assert.That(socket.NoDelay, Is.True);
        Assert.That(socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive), Is.EqualTo(1));
        Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime), Is.EqualTo(123));
        Assert.That(socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval), Is.EqualTo(7));
    }

    private static Task ExpectFreeAsync(ScriptedServer server, int slots)
        => Wait.UntilEqual(() => ((ISocketServerAccessor)server).SocketServer.SendingQueuePool.AvialableItemsCount, slots);
}
