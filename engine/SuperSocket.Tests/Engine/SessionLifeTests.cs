using System.Collections.Concurrent;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class SessionLifeTests : EngineFixture
{
    [Test]
    public async Task The_hooks_of_a_session_run_in_their_order_and_only_registered_sessions_are_visible()
    {
        var events = new ConcurrentQueue<string>();
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenInit = session => Note("init", session);
            s.WhenConnected = session => Note("connected", session);
            s.WhenSessionStarted = session => Note("started", session);
            s.WhenClosed = (session, reason) => Note("closed " + reason, session);

            void Note(string what, ScriptedSession session)
                => events.Enqueue($"{what}, visible {s.GetSessionByID(session.SessionID) == session}, connected {session.Connected}");
        });

        TestClient client = await ConnectAsync(server);
        Assert.That(await client.AskAsync("ECHO x"), Is.EqualTo("x"));
        client.Dispose();

        await Wait.UntilEqual(() => events.Count, 4);
        Assert.That(events, Is.EqualTo(new[]
        {
            "init, visible False, connected True",
            "connected, visible True, connected True",
            "started, visible True, connected True",
            "closed ClientClosing, visible False, connected False",
        }));
    }

    [Test]
    public async Task A_session_is_complete_in_OnInit()
    {
        string? seen = null;
        ScriptedServer server = StartScripted(
            s => s.WhenInit = session =>
            {
                Assert.That(Guid.TryParse(session.SessionID, out _), Is.True);
                Assert.That(session.AppServer, Is.SameAs(s));
                Assert.That(session.Config, Is.SameAs(s.Config));
                Assert.That(session.Logger, Is.SameAs(s.Logger));
                Assert.That(session.SocketSession.AppSession, Is.SameAs(session));
                Assert.That(session.Charset, Is.EqualTo(Encoding.UTF8));
                Assert.That(session.Items, Is.Empty);
                seen = $"{session.LocalEndPoint} {session.RemoteEndPoint}";
            },
            c => c.TextEncoding = "utf-8");

        TestClient client = await ConnectAsync(server);

        await server.SessionAsync();
        Assert.That(seen, Is.EqualTo($"{client.Socket.RemoteEndPoint} {client.Socket.LocalEndPoint}"));
    }

    [Test]
    public async Task What_each_hook_sends_arrives_in_order()
    {
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenInit = session => session.Send("init");
            s.WhenConnected = session => session.Send("connected");
            s.WhenSessionStarted = session => session.Send("welcome");
        });

        TestClient client = await ConnectAsync(server);

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("init"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("connected"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("welcome"));
    }

    [Test]
    public async Task No_request_is_handled_before_OnSessionStarted_has_returned()
    {
        using var gate = new ManualResetEventSlim();
        int started = 0;
        int early = 0;
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenSessionStarted = session =>
            {
                gate.Wait(Deadline.Default);
                Interlocked.Increment(ref started);
            };
            s.NewRequestReceived += (session, _) =>
            {
                if (Volatile.Read(ref started) == 0)
                    Interlocked.Increment(ref early);
                session.Send("answer");
            };
        });
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("HELLO\r\n");
        await server.SessionAsync();

        // The request has been in the server's receive buffer for a while when the lock opens.
        await Wait.Until(() => client.Socket.Poll(0, System.Net.Sockets.SelectMode.SelectWrite), "the request is on its way");
        await Task.Delay(50);
        gate.Set();

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("answer"));
        Assert.That(early, Is.Zero);
    }

    [Test]
    public async Task The_requests_of_a_session_run_one_after_another()
    {
        int running = 0;
        int overlaps = 0;
        ScriptedServer server = StartScripted(s => s.NewRequestReceived += (session, request) =>
        {
            if (Interlocked.Increment(ref running) > 1)
                Interlocked.Increment(ref overlaps);
            Thread.Yield();
            Interlocked.Decrement(ref running);
            session.Send(request.Key);
        });
        TestClient client = await ConnectAsync(server);

        for (int i = 0; i < 200; i++)
            await client.SendAsync($"{i}\r\n");

        for (int i = 0; i < 200; i++)
            Assert.That(await client.ReadLineAsync(), Is.EqualTo($"{i}"));
        Assert.That(overlaps, Is.Zero);
    }

    [Test]
    public async Task Basic_activity_is_logged_unless_it_is_switched_off([Values] bool logged)
    {
        ScriptedServer server = StartScripted(change: c => c.LogBasicSessionActivity = logged);
        using (await ConnectAsync(server))
            await server.SessionAsync();

        await server.FirstCloseReasonAsync();

        Assert.That(Logs.Has(LogLevel.Info, "new session"), Is.EqualTo(logged));
        Assert.That(Logs.Has(LogLevel.Info, nameof(CloseReason.ClientClosing)), Is.EqualTo(logged));
    }

    [Test]
    public async Task An_unusual_close_is_logged_always()
    {
        Logs.ExpectError("thrown: for the log");
        ScriptedServer server = StartScripted(change: c => c.LogBasicSessionActivity = false);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("THROW for the log\r\n");

        await client.WaitForEndAsync();
        Assert.That(Logs.Has(LogLevel.Info, nameof(CloseReason.ApplicationError)), Is.True);
    }
}
