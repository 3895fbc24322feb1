using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.PainPoints;

/// <summary>Known problems of 1.6 with sessions: one test for each row of the list in section 5 of the contract.</summary>
public class SessionRows : EngineFixture
{
    [Test]
    public async Task Row_06_Races_in_reused_socket_state_end_no_process_and_cross_no_sessions()
    {
        int closings = 0;
        ScriptedServer server = StartScripted(server => server.WhenClosed = (_, _) => Interlocked.Increment(ref closings));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (int round = 0; round < 50; round++)
            {
                using TestClient client = await TestClient.ConnectAsync(server.Listeners[0].EndPoint);
                string id = await client.AskAsync($"ECHO {worker}-{round}") ?? "nothing";
                Assert.That(id, Is.EqualTo($"{worker}-{round}"), "An answer never reaches another session.");
                var local = (System.Net.IPEndPoint)client.Socket.LocalEndPoint!;
                ScriptedSession session = server.GetAllSessions().Single(one => one.RemoteEndPoint.Equals(local));
                await Task.WhenAll(
                    Task.Run(() => session.TrySend("late")),
                    Task.Run(() => session.Send("late")),
                    Task.Run(session.Close),
                    Task.Run(session.Close),
                    Task.Run(client.Abort));
            }
        })));

        await Wait.UntilEqual(() => server.SessionCount, 0);
        await Wait.UntilEqual(() => Volatile.Read(ref closings), 400);
        TestClient last = await ConnectAsync(server);
        Assert.That(await last.AskAsync("ECHO alive"), Is.EqualTo("alive"));
    }

    [Test]
    public async Task Row_07_GetAllSessions_is_live_and_no_snapshot_of_five_seconds_ago()
    {
        ScriptedServer server = StartScripted(
            server => server.WhenSessionStarted = session => server.Events.Enqueue($"{server.GetAllSessions().Contains(session)}"),
            config =>
            {
                config.DisableSessionSnapshot = false;
                config.SessionSnapshotInterval = 5;
            });
        await ConnectAsync(server);
        await Wait.UntilEqual(() => server.Events.Count, 1);
        Assert.That(server.Events, Is.EqualTo(new[] { "True" }), "A new session is there when it starts.");

        server.GetAllSessions().Single().Close();

        Assert.That(server.GetAllSessions(), Is.Empty, "A closed session is gone at once.");
    }

    [Test]
    public async Task Row_08_A_session_is_found_by_the_key_of_its_user_without_a_search_and_never_a_stale_one()
    {
        var users = new SessionIndex<string, ScriptedSession>(StringComparer.OrdinalIgnoreCase);
        ScriptedServer server = StartScripted(server => server.WhenUnknown = (session, request) =>
        {
            users.Replace(request.Key, session)?.Close();
            session.Send("welcome");
        });
        for (int i = 0; i < 50; i++)
            Assert.That(await (await ConnectAsync(server)).AskAsync($"user{i}"), Is.EqualTo("welcome"));

        TestClient again = await ConnectAsync(server);
        Assert.That(await again.AskAsync("USER7"), Is.EqualTo("welcome"));

        Assert.That(users.Count, Is.EqualTo(50));
        Assert.That(users.TryGet("user7", out ScriptedSession? found), Is.True);
        Assert.That(found!.RemoteEndPoint, Is.EqualTo(again.Socket.LocalEndPoint));
        Assert.That(server.SessionCount, Is.EqualTo(50), "The older login is out.");
        again.Dispose();
        await Wait.Until(() => !users.TryGet("user7", out _), "the session leaves the index");
    }

    [Test]
    public async Task Row_09_Dead_peers_stay_keep_alive_is_on_by_default_and_the_close_hook_runs_exactly_once()
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        Assert.That(session.SocketSession.Client!.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive), Is.Not.EqualTo(0));

        client.Abort();
        await Wait.Until(() => !session.Connected, "the session knows that its peer is gone");
        session.Close();
        server.Stop();

        Assert.That(server.Closings, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Row_09_Dead_peers_stay_sends_do_not_refresh_the_idle_clock_where_only_receives_count()
    {
        ScriptedServer server = StartScripted(change: config =>
        {
            (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 1);
            config.Options = new() { ["idleCountsReceivesOnly"] = "true" };
        });
        await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();

        await Wait.Until(() => !session.TrySend("tick") && !session.Connected, "a peer that is only sent to is idle");

        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.TimeOut));
    }

    [Test]
    public async Task Row_10_Idle_clearer_a_session_that_fails_to_close_is_cleared_once_and_keeps_no_other()
    {
        Logs.ExpectError("broken close hook");
        ScriptedServer server = StartScripted(
            server => server.WhenClosed = (_, _) => throw new InvalidOperationException("broken close hook"),
            config => (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 1));
        for (int i = 0; i < 5; i++)
            await ConnectAsync(server);
        await Wait.UntilEqual(() => server.Closings.Count, 5);

        // The clearer goes on: it finds the next one and does not speak of the first five again.
        await ConnectAsync(server);
        await Wait.UntilEqual(() => server.Closings.Count, 6);
        Assert.That(server.SessionCount, Is.Zero);
        Assert.That(Logs.Count(LogLevel.Info, "was idle for"), Is.EqualTo(6));
    }

    [Test]
    public async Task Row_12_Connection_storm_1000_simultaneous_connects_are_all_served()
    {
        ScriptedServer server = StartScripted(change: config => config.MaxConnectionNumber = 1500);

        TestClient[] clients = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => ConnectAsync(server)));
        string?[] answers = await Task.WhenAll(clients.Select((client, number) => client.AskAsync($"ECHO {number}")));

        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 1000).Select(number => $"{number}")));
        Assert.That(server.SessionCount, Is.EqualTo(1000));
    }

    [Test]
    [NonParallelizable]
    public async Task Row_15_Memory_500_idle_connections_cost_little_and_a_huge_maxConnectionNumber_starts_at_once()
    {
        const int Count = 500;
        ScriptedServer server = StartScripted(change: config =>
        {
            config.MaxConnectionNumber = 2_000_000;
            config.ReceiveBufferSize = 64 * 1024;
        });
        await (await ConnectAsync(server)).AskAsync("ECHO warm");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.That(before, Is.LessThan(1L << 30), "2,000,000 receive buffers of 64 KB would be 122 GB.");

        for (int i = 0; i < Count; i++)
        {
            Socket client = Own(new Socket(SocketType.Stream, ProtocolType.Tcp));
            await client.ConnectAsync(server.Listeners[0].EndPoint);
        }

        await Wait.UntilEqual(() => server.SessionCount, Count + 1);
        long each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
        await TestContext.Out.WriteLineAsync($"{each} managed bytes for each idle connection, its client's included.");
        Assert.That(each, Is.LessThan(16 * 1024));
    }
}
