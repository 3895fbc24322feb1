using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ServerEventTests : EngineFixture
{
    [Test]
    public async Task Every_subscriber_of_the_session_events_is_called_although_one_throws()
    {
        Logs.ExpectError("first subscriber of connected");
        Logs.ExpectError("first subscriber of closed");
        var calls = new ConcurrentQueue<string>();
        ScriptedServer server = StartScripted(s =>
        {
            s.NewSessionConnected += _ => throw new InvalidOperationException("first subscriber of connected");
            s.NewSessionConnected += _ => calls.Enqueue("connected 2");
            s.NewSessionConnected += _ => calls.Enqueue("connected 3");
            s.SessionClosed += (_, _) => throw new InvalidOperationException("first subscriber of closed");
            s.SessionClosed += (_, reason) => calls.Enqueue("closed 2 " + reason);
            s.SessionClosed += (_, reason) => calls.Enqueue("closed 3 " + reason);
        });

        TestClient client = await ConnectAsync(server);
        await server.SessionAsync();
        client.Dispose();

        await Wait.UntilEqual(() => calls.Count, 4);
        Assert.That(calls, Is.EqualTo(new[] { "connected 2", "connected 3", "closed 2 ClientClosing", "closed 3 ClientClosing" }));
    }

    [Test]
    public async Task The_events_of_a_session_keep_their_order_in_100_short_lives()
    {
        var events = new ConcurrentQueue<(string SessionID, string Event)>();
        ScriptedServer server = StartScripted(s =>
        {
            s.NewSessionConnected += session =>
            {
                Thread.Yield();
                events.Enqueue((session.SessionID, "connected"));
            };
            s.SessionClosed += (session, _) => events.Enqueue((session.SessionID, "closed"));
            s.WhenSessionStarted = session => session.Close();
        });

        for (int i = 0; i < 100; i++)
        {
            using TestClient client = await ConnectAsync(server);
            Assert.That(await client.ReadLineAsync(), Is.Null);
        }

        await Wait.UntilEqual(() => events.Count, 200);
        foreach (IGrouping<string, string> life in events.GroupBy(e => e.SessionID, e => e.Event))
            Assert.That(life, Is.EqualTo(new[] { "connected", "closed" }));
    }

    [Test]
    public async Task A_subscriber_that_blocks_holds_up_neither_its_session_nor_the_others()
    {
        var gate = new ManualResetEventSlim();
        ScriptedServer server = StartScripted(s => s.NewSessionConnected += _ => gate.Wait(Deadline.Default));
        TestClient one = await ConnectAsync(server);
        TestClient two = await ConnectAsync(server);

        Assert.That(await one.AskAsync("ECHO one"), Is.EqualTo("one"));
        Assert.That(await two.AskAsync("ECHO two"), Is.EqualTo("two"));
        gate.Set();
    }

    [Test]
    public async Task A_server_can_be_stopped_by_who_holds_a_lock_on_a_session()
    {
        ScriptedServer server = StartScripted(s => s.SessionClosed += (_, _) => { });
        await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        var stopper = new Thread(server.Stop) { IsBackground = true };
        bool stopped;

        lock (session)
        {
            stopper.Start();
            stopped = stopper.Join(Deadline.Default);
        }

        Assert.That(stopped, Is.True);
        Assert.That(server.SessionCount, Is.Zero);
    }
}
