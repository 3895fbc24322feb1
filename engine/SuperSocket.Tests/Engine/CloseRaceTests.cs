using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class CloseRaceTests : EngineFixture
{
    private const int Rounds = 300;

    [Test]
    public async Task A_session_that_all_sides_close_at_once_ends_exactly_once()
    {
        var closed = new ConcurrentDictionary<string, int>();
        ScriptedServer server = StartScripted(s => s.SessionClosed += (session, _) => closed.AddOrUpdate(session.SessionID, 1, (_, n) => n + 1));

        for (int round = 0; round < Rounds; round++)
        {
            TestClient client = await ConnectAsync(server);
            ScriptedSession session = await server.SessionAsync();
            using var start = new Barrier(3);
            Action peer = (round % 3) switch
            {
                0 => client.Dispose,
                1 => client.Abort,
                _ => () => client.SendAsync("BYE x\r\n").Wait(),
            };

            await Task.WhenAll(Together(() => session.Close()), Together(() => session.Close(CloseReason.TimeOut)), Together(peer));

            await Wait.UntilEqual(() => server.SessionCount, 0);
            client.Dispose();

            Task Together(Action action) => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait(Deadline.Default);
                    action();
                },
                TaskCreationOptions.LongRunning);
        }

        await Wait.UntilEqual(() => closed.Count, Rounds);
        await ExpectAllSlotsFreeAsync(server);
        Assert.That(closed.Values, Is.All.EqualTo(1));
        Assert.That(server.Closings, Has.Count.EqualTo(Rounds));
        Assert.That(server.Closings.Select(closing => closing.Session).Distinct().Count(), Is.EqualTo(Rounds));
        Assert.That(
            server.Closings.Select(closing => closing.Reason).Distinct(),
            Is.SubsetOf(new[] { CloseReason.ServerClosing, CloseReason.TimeOut, CloseReason.ClientClosing, CloseReason.SocketError }));
    }

    [Test]
    public async Task A_session_closed_while_it_starts_is_told_of_its_start_before_its_end()
    {
        var events = new ConcurrentQueue<(ScriptedSession Session, string Event)>();
        ScriptedServer server = StartScripted(
            s =>
            {
                s.WhenConnected = session => ThreadPool.QueueUserWorkItem(_ => session.Close());
                s.WhenSessionStarted = session =>
                {
                    Thread.Yield();
                    events.Enqueue((session, "started"));
                };
                s.WhenClosed = (session, _) => events.Enqueue((session, "closed"));
            },
            c => c.MaxConnectionNumber = 500);

        for (int round = 0; round < Rounds; round++)
        {
            using TestClient client = await ConnectAsync(server);
            if (round % 2 == 0)
                client.Abort();
            else
                await client.WaitForEndAsync();
        }

        await ExpectAllSlotsFreeAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 0);
        foreach (IGrouping<ScriptedSession, string> life in events.GroupBy(e => e.Session, e => e.Event))
            Assert.That(life, Is.EqualTo(new[] { "started", "closed" }));
    }

    [Test]
    public async Task Stopping_in_the_midst_of_connects_leaves_no_session_open()
    {
        ScriptedServer server = StartScripted(change: c => c.MaxConnectionNumber = 1000);
        for (int round = 0; round < 10; round++)
        {
            if (round > 0)
                Assert.That(server.Start(), Is.True);
            using var stop = new CancellationTokenSource();
            Task connecting = Task.Run(async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        using TestClient client = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);
                        await client.SendAsync("ECHO x\r\n");
                    }
                    catch (System.Net.Sockets.SocketException)
                    {
                        // The listener is closed.
                    }
                }
            });
            await Wait.Until(() => server.SessionCount > 0, "clients are connected");

            server.Stop();

            // A session whose OnSessionStarted is still running is told of its end when that has returned.
            await Wait.UntilEqual(() => server.SessionCount, 0);
            await stop.CancelAsync();
            await connecting;
            await ExpectAllSlotsFreeAsync(server);
            Assert.That(server.SessionCount, Is.Zero);
        }
    }

    private static Task ExpectAllSlotsFreeAsync(ScriptedServer server)
        => Wait.UntilEqual(() => ((ISocketServerAccessor)server).SocketServer.SendingQueuePool.AvialableItemsCount, server.Config.MaxConnectionNumber);
}
