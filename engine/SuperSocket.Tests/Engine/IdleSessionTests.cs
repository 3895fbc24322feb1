using System.Diagnostics;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class IdleSessionTests : EngineFixture
{
    [Test]
    public async Task An_idle_session_is_closed_and_one_that_asks_or_is_sent_to_is_not()
    {
        ScriptedServer server = StartScripted(change: c =>
        {
            c.ClearIdleSession = true;
            c.ClearIdleSessionInterval = 1;
            c.IdleSessionTimeOut = 3;
        });
        TestClient asking = await ConnectAsync(server);
        await asking.AskAsync("ECHO in");
        TestClient listening = await ConnectAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 2);
        ScriptedSession listener = server.GetAllSessions().Single(session => session.RemoteEndPoint.Equals(listening.Socket.LocalEndPoint));
        long start = Stopwatch.GetTimestamp();
        TestClient idle = await ConnectAsync(server);

        Task end = idle.WaitForEndAsync();
        while (!end.IsCompleted)
        {
            Assert.That(await asking.AskAsync("ECHO x"), Is.EqualTo("x"));
            listener.Send("news");
            Assert.That(await listening.ReadLineAsync(), Is.EqualTo("news"));
            await Task.WhenAny(end, Task.Delay(200));
        }

        Assert.That(Stopwatch.GetElapsedTime(start), Is.GreaterThan(TimeSpan.FromSeconds(2.9)));
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.TimeOut));
        Assert.That(server.SessionCount, Is.EqualTo(2));
        Assert.That(Logs.Count(LogLevel.Info, "was idle for"), Is.EqualTo(1));
    }

    [Test]
    public async Task Idle_sessions_stay_unless_it_is_switched_on()
    {
        ScriptedServer server = StartScripted(change: c =>
        {
            c.ClearIdleSessionInterval = 1;
            c.IdleSessionTimeOut = 1;
        });
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        session.LastActiveTime = DateTime.Now.AddHours(-1);

        // Longer than the interval would be.
        Task end = client.WaitForEndAsync();
        await Task.WhenAny(end, Task.Delay(1500));

        Assert.That(end.IsCompleted, Is.False);
        Assert.That(session.Connected, Is.True);
    }

    [Test]
    public async Task Idle_sessions_are_closed_again_after_a_restart()
    {
        ScriptedServer server = StartScripted(change: c =>
        {
            c.ClearIdleSession = true;
            c.ClearIdleSessionInterval = 1;
        });
        server.Stop();
        server.Start();
        TestClient client = await ConnectAsync(server);
        (await server.SessionAsync()).LastActiveTime = DateTime.Now.AddHours(-1);

        await client.WaitForEndAsync();

        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.TimeOut));
    }
}
