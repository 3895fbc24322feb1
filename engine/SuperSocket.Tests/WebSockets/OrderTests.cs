using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.WebSockets.Support;

namespace SuperSocket.Tests.WebSockets;

/// <summary>The order of hooks, events and messages, and what is possible before the handshake.</summary>
public class OrderTests : WebSocketFixture
{
    private static readonly string[] Expected =
    [
        "OnInit", "OnNewSessionConnected", "Validate", "OnSessionStarted", "NewSessionConnected", "1", "2", "OnSessionClosed", "SessionClosed",
    ];

    [Test]
    public async Task Messages_wait_until_the_handlers_of_the_connection_have_returned()
    {
        using ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            s.NewSessionConnected += _ =>
            {
                Thread.Sleep(3);
                s.Calls.Enqueue("NewSessionConnected");
            };
            s.NewMessageReceived += (_, message) => s.Calls.Enqueue(message);
            s.SessionClosed += (_, _) => s.Calls.Enqueue("SessionClosed");
        });
        byte[] all = [.. Utf8(Request()), .. FrameClient.Text("1"), .. FrameClient.Text("2"), .. FrameClient.Frame(8, [])];
        for (int round = 0; round < 500; round++)
        {
            server.Calls.Clear();
            FrameClient client = await ConnectFramesAsync(server);
            await client.SendAsync(all);
            await Wait.Until(() => server.Calls.Count == Expected.Length, "all is called");
            Assert.That(server.Calls, Is.EqualTo(Expected).AsCollection.Or.EqualTo(Expected[..^2].Append("SessionClosed").Append("OnSessionClosed")));
            client.Client.Dispose();
        }
    }

    [Test]
    public async Task A_handler_that_never_returns_does_not_keep_messages_back_and_pings_are_answered_meanwhile()
    {
        using var end = new ManualResetEventSlim();
        ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            s.NewSessionConnected += _ => end.Wait();
            s.NewMessageReceived += (session, message) => session.Send(message);
        });
        FrameClient client = await OpenAsync(server);
        await client.SendHexAsync("89 81 K 07");
        await client.ExpectHexAsync("8a 01 07");
        await client.SendTextAsync("hello");
        await client.ExpectTextAsync("hello");
        Assert.That(Logs.Has(LogLevel.Warn, "NewSessionConnected has not returned within 1 s"), Is.True);
        end.Set();
    }

    [Test]
    public async Task Pings_behind_messages_that_wait_are_answered_before_them()
    {
        using var end = new ManualResetEventSlim();
        ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            // However slow the machine is, the messages wait until the handler returns.
            s.WaitForHandlers(TimeSpan.FromMinutes(5));
            s.NewSessionConnected += _ => end.Wait();
            s.NewMessageReceived += (session, message) => session.Send(message);
        });
        try
        {
            FrameClient client = await OpenAsync(server);
            await client.SendAsync([.. FrameClient.Text("1"), .. FrameClient.Hex("89 81 K 07"), .. FrameClient.Text("2")]);
            await client.ExpectHexAsync("8a 01 07");
            await client.SendHexAsync("89 81 K 08");
            await client.ExpectHexAsync("8a 01 08");
            end.Set();
            await client.ExpectTextAsync("1");
            await client.ExpectTextAsync("2");
            await client.SendHexAsync("89 81 K 09");
            await client.ExpectHexAsync("8a 01 09");
        }
        finally
        {
            end.Set();
        }
    }

    [Test]
    public async Task Messages_that_wait_are_handled_though_the_client_has_finished_sending([Values(1, 1000)] int count)
    {
        ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            s.NewSessionConnected += _ => Thread.Sleep(500);
            s.NewMessageReceived += (session, message) => session.Send(message);
        });
        FrameClient client = await OpenAsync(server);
        await client.SendAsync([.. Enumerable.Range(0, count).SelectMany(i => FrameClient.Text($"{i} {new string('x', 100)}"))]);
        client.Client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        for (int i = 0; i < count; i++)
            await client.ExpectTextAsync($"{i} {new string('x', 100)}");
        await client.ExpectEndAsync();
    }

    [Test]
    public async Task A_session_that_fails_to_start_never_connects()
    {
        Logs.ExpectError("no start");
        int connected = 0, closed = 0;
        ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            s.Started = _ => throw new InvalidOperationException("no start");
            s.NewSessionConnected += _ => connected++;
            s.SessionClosed += (_, _) => Interlocked.Increment(ref closed);
        });
        FrameClient client = await OpenAsync(server);
        await client.ExpectEndAsync();
        await Wait.UntilEqual(() => closed, 1);
        Assert.That((connected, server.Exceptions.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task A_session_that_closes_as_it_starts_connects_and_then_closes()
    {
        ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            s.Started = session => session.Close();
            s.NewSessionConnected += _ => s.Calls.Enqueue("NewSessionConnected");
            s.SessionClosed += (_, _) => s.Calls.Enqueue("SessionClosed");
        });
        await (await OpenAsync(server)).ExpectEndAsync();
        await Wait.Until(() => server.Calls.Contains("SessionClosed"), "the session is closed");
        Assert.That(server.Calls.Where(call => call is "NewSessionConnected" or "SessionClosed"), Is.EqualTo(new[] { "NewSessionConnected", "SessionClosed" }));
    }

    [Test]
    public async Task Before_the_handshake_sends_are_dropped_and_nothing_throws()
    {
        List<bool> accepted = [];
        void Try(ScriptedWebSocket session)
        {
            session.Send("lost");
            session.Send([1], 0, 1);
            accepted.AddRange([session.TrySend("lost"), session.TrySend([1], 0, 1)]);
        }

        ScriptedWebSocketServer server = StartWebSockets(s => (s.Init, s.Connecting) = (Try, Try));
        FrameClient client = await ConnectFramesAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 1);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        Try(session);
        Assert.That(accepted, Has.Count.EqualTo(6).And.All.False);
        session.CloseWithHandshake("bye");
        await client.ExpectEndAsync();
        Assert.That(await session.Closed.Task, Is.EqualTo(CloseReason.ServerClosing));

        client = await ConnectFramesAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 1);
        server.GetAllSessions().Single().Close(CloseReason.TimeOut);
        await client.ExpectEndAsync();
    }
}
