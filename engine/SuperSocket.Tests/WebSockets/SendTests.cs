using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Tls;
using SuperSocket.Tests.WebSockets.Support;
using SuperSocket.WebSocket;

namespace SuperSocket.Tests.WebSockets;

/// <summary>Sending to one session from many threads, and to many sessions from one.</summary>
public class SendTests : WebSocketFixture
{
    [Test]
    public async Task Large_frames_of_several_threads_never_mix()
    {
        const int threads = 4, frames = 10, size = 200_000;
        ScriptedWebSocketServer server = StartWebSockets(change: config => config.SendTimeOut = 60_000);
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        Task[] senders = [.. Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < frames; i++)
                session.Send(new string((char)('a' + thread), size + i));
        }))];
        int[] next = new int[threads];
        for (int i = 0; i < threads * frames; i++)
        {
            (int opcode, byte[] payload) = await client.ReadFrameAsync();
            int thread = payload[0] - 'a';
            Assert.That((opcode, payload.Length), Is.EqualTo((1, size + next[thread]++)));
            Assert.That(payload.AsSpan().ContainsAnyExcept(payload[0]), Is.False);
        }

        await Task.WhenAll(senders);
    }

    [Test]
    public async Task A_loop_over_all_sessions_and_a_broadcast_reach_the_open_ones_complete_and_in_order()
    {
        const int messages = 200;
        ScriptedWebSocketServer server = StartWebSockets(change: config => (config.SendTimeOut, config.MaxConnectionNumber) = (60_000, 200));
        List<FrameClient> open = [];
        for (int i = 0; i < 20; i++)
            open.Add(await OpenAsync(server));
        for (int i = 0; i < 5; i++)
            await ConnectFramesAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 25);
        var feedback = new ConcurrentBag<(ScriptedWebSocket Session, bool IsSent)>();
        byte[] data = [1, 2, 3];
        for (int i = 0; i < messages; i++)
        {
            foreach (ScriptedWebSocket session in server.GetAllSessions())
                session.Send($"{i}");
            server.Broadcast(server.GetAllSessions(), $"all {i}", (session, isSent) => feedback.Add((session, isSent)));
        }

        server.Broadcast(server.GetAllSessions(), data, 1, 2, null);
        data[1] = 0;
        foreach (FrameClient client in open)
        {
            for (int i = 0; i < messages; i++)
            {
                await client.ExpectTextAsync($"{i}");
                await client.ExpectTextAsync($"all {i}");
            }

            await client.ExpectHexAsync("82 02 02 03");
        }

        await Wait.UntilEqual(() => feedback.Count, messages * open.Count);
        Assert.That(feedback, Has.All.Matches<(ScriptedWebSocket Session, bool IsSent)>(told => told.IsSent && told.Session.Handshaked));
    }

    [Test]
    public async Task Forms_of_sending_can_be_overridden_one_by_one()
    {
        var server = new PrefixServer();
        Own(server);
        Assert.That(server.Setup(Config(), logFactory: Logs) && server.Start(), Is.True);
        FrameClient client = await OpenAsync(server);
        PrefixSession session = server.GetAllSessions().Single();
        session.Send("a");
        session.Send("{0}", 1);
        session.Send(new ArraySegment<byte>([7]));
        session.Send(session.ProtocolProcessor.GetEncodedPackage(1, "x"));
        session.ProtocolProcessor.SendMessage(session, "y");
        session.ProtocolProcessor.SendPing(session, [9]);
        Assert.That(() => session.ProtocolProcessor.SendPing(session, new byte[126]), Throws.ArgumentException);
        session.Send("\ud800");
        await client.ExpectTextAsync("> a");
        await client.ExpectTextAsync("1");
        await client.ExpectHexAsync("82 02 00 07 81 01 78 81 01 79 89 01 09");
        await client.ExpectTextAsync("> \ufffd");
    }

    [Test]
    public async Task One_server_speaks_ws_and_wss()
    {
        string certificate = Path.Combine(NewDirectory(), "server.pfx");
        await File.WriteAllBytesAsync(certificate, Certificates.ServerPfx);
        ScriptedWebSocketServer server = StartEcho(config =>
        {
            config.Certificate = new CertificateConfig { FilePath = certificate, Password = Certificates.Password };
            config.Listeners =
            [
                new ListenerConfig { Ip = "127.0.0.1", Port = 0 },
                new ListenerConfig { Ip = "127.0.0.1", Port = 0, Security = "tls" },
            ];
        });
        FrameClient plain = await OpenAsync(server);
        var secure = new FrameClient(await Own(await TestClient.ConnectAsync(server.Listeners[1].EndPoint)).SecureAsync());
        await secure.SendAsync(Request());
        Assert.That(await secure.ReadHeadAsync(), Is.EqualTo(Accepted));
        string large = new('x', 900);
        foreach (FrameClient client in (FrameClient[])[plain, secure])
        {
            await client.SendTextAsync(large);
            await client.ExpectTextAsync(large);
        }

        Assert.That(server.GetAllSessions().Select(session => session.UriScheme), Is.EquivalentTo(new[] { "ws", "wss" }));
    }

    public class PrefixServer : WebSocketServer<PrefixSession>
    {
    }

    public class PrefixSession : WebSocketSession<PrefixSession>
    {
        public override void Send(string message) => base.Send("> " + message);

        public override void Send(byte[] data, int offset, int length) => base.Send([0, .. data.AsSpan(offset, length)], 0, length + 1);
    }
}
