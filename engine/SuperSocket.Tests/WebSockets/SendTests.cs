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
    public async Task Large_frames_of_several_threads_never_mix([Values] bool tls)
    {
        const int threads = 8, frames = 50, size = 200_000;
        ScriptedWebSocketServer server = StartWebSockets(change: config => (tls ? WithTls(config) : config).SendTimeOut = 60_000);
        FrameClient client = tls ? await OpenSecureAsync(server) : await OpenAsync(server);
        await Wait.UntilEqual(() => server.GetAllSessions().Count(one => one.Handshaked), 1);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        Task[] senders = [.. Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (int i = 0; i < frames; i++)
            {
                session.Send(new string((char)('a' + thread), size + i));
                session.TrySend([(byte)('a' + thread)], 0, 1);
            }
        }))];
        int[] next = new int[threads];
        while (next.Sum() < threads * frames)
        {
            (int opcode, byte[] payload) = await client.ReadFrameAsync();
            int thread = payload[0] - 'a';
            Assert.That(payload, Has.Length.EqualTo(opcode == 1 ? size + next[thread]++ : 1));
            Assert.That(payload.AsSpan().ContainsAnyExcept(payload[0]), Is.False);
        }

        await Task.WhenAll(senders);
    }

    [Test]
    public async Task A_loop_over_all_sessions_and_a_broadcast_reach_the_open_ones_complete_and_in_order()
    {
        const int messages = 1000, reading = 80, others = 5, pending = 10;
        ScriptedWebSocketServer server = StartWebSockets(change: config => (config.SendTimeOut, config.MaxConnectionNumber) = (60_000, 200));
        List<FrameClient> open = [];
        for (int i = 0; i < reading + (2 * others); i++)
            open.Add(await OpenAsync(server));
        for (int i = 0; i < pending; i++)
            await ConnectFramesAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, reading + (2 * others) + pending);
        List<FrameClient> leaving = open[^others..];
        int told = 0, notHandshaked = 0;
        void Tell(ScriptedWebSocket session, bool isSent) => Interlocked.Add(ref session.Handshaked ? ref told : ref notHandshaked, 1);
        byte[] data = [1, 2, 3];
        var expected = new MemoryStream();
        for (int i = 0; i < messages; i++)
        {
            if (i == messages / 2)
                leaving.ForEach(client => client.Client.Dispose());
            foreach (ScriptedWebSocket session in server.GetAllSessions())
                session.Send($"{i}");
            server.Broadcast(server.GetAllSessions(), $"all {i}", Tell);
            foreach (string text in (string[])[$"{i}", $"all {i}"])
                expected.Write([0x81, (byte)text.Length, .. Utf8(text)]);
        }

        server.Broadcast(server.GetAllSessions(), data, 1, 2, null);
        data[1] = 0;
        expected.Write([0x82, 2, 2, 3]);

        // The five before the leaving ones read nothing.
        foreach (FrameClient client in open[..reading])
            Assert.That(await client.Client.ReadExactlyAsync((int)expected.Length), Is.EqualTo(expected.ToArray()));
        await Wait.Until(() => told >= messages * (reading + others), () => $"feedback of all that are open: {told}");
        Assert.That(notHandshaked, Is.Zero);
        Assert.That(told, Is.LessThan(messages * open.Count), "The closed ones are left out.");
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
        ScriptedWebSocketServer server = StartEcho(config => WithTls(config));
        FrameClient plain = await OpenAsync(server);
        FrameClient secure = await OpenSecureAsync(server);
        string large = new('x', 900);
        foreach (FrameClient client in (FrameClient[])[plain, secure])
        {
            await client.SendTextAsync(large);
            await client.ExpectTextAsync(large);
        }

        Assert.That(server.GetAllSessions().Select(session => session.UriScheme), Is.EquivalentTo(new[] { "ws", "wss" }));
    }

    private ServerConfig WithTls(ServerConfig config)
    {
        string certificate = Path.Combine(NewDirectory(), "server.pfx");
        File.WriteAllBytes(certificate, Certificates.ServerPfx);
        config.Certificate = new CertificateConfig { FilePath = certificate, Password = Certificates.Password };
        config.Listeners =
        [
            new ListenerConfig { Ip = "127.0.0.1", Port = 0 },
            new ListenerConfig { Ip = "127.0.0.1", Port = 0, Security = "tls" },
        ];
        return config;
    }

    private async Task<FrameClient> OpenSecureAsync(ScriptedWebSocketServer server)
    {
        var client = new FrameClient(await Own(await TestClient.ConnectAsync(server.Listeners[1].EndPoint)).SecureAsync());
        await client.SendAsync(Request());
        Assert.That(await client.ReadHeadAsync(), Is.EqualTo(Accepted));
        return client;
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
