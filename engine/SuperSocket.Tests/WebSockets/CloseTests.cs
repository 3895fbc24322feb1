using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.WebSockets.Support;

namespace SuperSocket.Tests.WebSockets;

/// <summary>Who closes first, what the close frames say, and the reason that the application sees.</summary>
public class CloseTests : WebSocketFixture
{
    [TestCase("88 80 K", "88 02 03 e8", null, null)]
    [TestCase("88 82 K 03 e8", "88 02 03 e8", 1000, "")]
    [TestCase("88 85 K 0f a0 62 79 65 81 81 K 61", "88 02 0f a0", 4000, "bye")]
    public async Task A_client_that_closes_gets_its_code_back_and_nothing_behind_it_is_delivered(string sent, string answer, int? code, string? text)
    {
        ScriptedWebSocketServer server = StartEcho();
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        await client.SendHexAsync(sent);
        await client.ExpectHexAsync(answer);
        await client.ExpectEndAsync();
        Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(CloseReason.ClientClosing));
        Assert.That((session.ClientCloseStatus, session.ClientCloseText), Is.EqualTo((code, text)));
    }

    [Test]
    public async Task A_server_that_closes_with_a_handshake_waits_for_the_client()
    {
        ScriptedWebSocketServer server = StartEcho();
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        session.CloseWithHandshake("bye");
        session.CloseWithHandshake(4000, "again");
        session.Send("late");
        Assert.That((session.InClosing, session.TrySend("late")), Is.EqualTo((true, false)));
        await client.ExpectHexAsync("88 05 03 e8 62 79 65");
        await client.SendHexAsync("81 81 K 61 88 82 K 03 e8");
        await client.ExpectEndAsync();
        Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(CloseReason.ClientClosing));
    }

    [Test]
    public async Task A_client_that_does_not_answer_is_closed_after_the_timeout()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config => WithOptions(config, ("closeHandshakeTimeOut", "1")));
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        session.CloseWithHandshake(404, new string('你', 100));
        (int opcode, byte[] payload) = await client.ReadFrameAsync();
        Assert.That((opcode, payload[0], payload[1], payload.Length), Is.EqualTo((8, 0x03, 0xf0, 2 + 123)));
        Assert.That(new UTF8Encoding(false, true).GetString(payload.AsSpan(2)), Is.EqualTo(new string('你', 41)));
        await client.ExpectEndAsync();
        Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(CloseReason.ServerClosing));
    }

    [TestCase("", "81 01 78")]
    [TestCase("true", "81 01 78 88 02 03 e8")]
    public async Task A_plain_close_sends_a_frame_only_if_the_configuration_says_so(string closeFrame, string expected)
    {
        ScriptedWebSocketServer server = StartWebSockets(
            s => s.NewMessageReceived += (session, _) =>
            {
                session.Send("x");
                session.Close();
            },
            config => WithOptions(config, ("closeFrame", closeFrame)));
        FrameClient client = await OpenAsync(server);
        await client.SendHexAsync("81 81 K 61");
        await client.ExpectHexAsync(expected);
        await client.ExpectEndAsync();
    }

    [Test]
    public async Task A_stop_closes_all_and_the_server_starts_again([Values] bool closeFrame)
    {
        ScriptedWebSocketServer server = StartEcho(config => WithOptions(config, ("closeFrame", closeFrame ? "true" : "false")));
        for (int round = 0; round < 2; round++)
        {
            FrameClient open = await OpenAsync(server);
            FrameClient pending = await ConnectFramesAsync(server);
            await Wait.UntilEqual(() => server.SessionCount, 2);
            ScriptedWebSocket[] sessions = [.. server.GetAllSessions()];
            server.Stop();
            if (closeFrame)
                await open.ExpectHexAsync("88 02 03 e9");
            await open.ExpectEndAsync();
            await pending.ExpectEndAsync();
            foreach (ScriptedWebSocket session in sessions)
                Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(CloseReason.ServerShutdown));
            Assert.That(server.Start(), Is.True);
        }
    }

    [Test]
    public async Task An_idle_session_is_closed_with_one_frame_and_a_client_that_pings_stays()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config =>
        {
            (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 2);
            WithOptions(config, ("closeHandshakeTimeOut", "3"));
        });
        FrameClient idle = await OpenAsync(server);
        FrameClient alive = await OpenAsync(server);
        using var stop = new CancellationTokenSource();
        Task pings = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await alive.SendHexAsync("89 80 K");
                await Task.Delay(200);
            }
        });
        await idle.ExpectHexAsync("88 11 03 e8 " + Convert.ToHexString("Session timeOut"u8));
        await idle.ExpectEndAsync();
        Assert.That(server.SessionCount, Is.EqualTo(1));
        await stop.CancelAsync();
        await pings;
    }

    [Test]
    public async Task A_silent_client_is_pinged_and_dropped_if_it_does_not_answer()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config => WithOptions(config, ("pingInterval", "1")));
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        await client.ExpectHexAsync("89 00");
        await client.SendHexAsync("8a 80 K");

        // Three, and those that were sent before the pong was there.
        string pings = (await client.Client.ReadToEndAsync()).Replace("\ufffd\0", "ping ", StringComparison.Ordinal);
        Assert.That(pings, Does.Match("^(ping ){3,6}$"));
        Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(CloseReason.TimeOut));
    }
}
