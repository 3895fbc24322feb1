using System.Security.Authentication;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

[TestFixture("Tls12")]
[TestFixture("Tls13")]
public class TlsTransferTests(string security) : TlsFixture
{
    [Test]
    public async Task A_welcome_from_OnSessionStarted_is_the_first_line()
    {
        var server = new ProbeServer { SessionStarted = session => session.Send("welcome") };
        Start(server, TlsConfig(security));
        TestClient peer = await SecureConnect(server);
        Assert.That(await peer.AskAsync("x"), Is.EqualTo("welcome"));
        Assert.That(await peer.ReadLineAsync(), Is.EqualTo("x"));
        Assert.That(server.Journal, Is.EqualTo(new[] { "init", "register", "connected", "started" }));
    }

    [Test]
    public async Task A_megabyte_goes_both_ways()
    {
        ServerConfig config = TlsConfig(security);
        config.MaxRequestLength = 2_000_000;
        TestClient peer = await SecureConnect(Start(config));
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(i => $"{i:d9}-"));
        Task sending = peer.SendAsync(text + "\r\n");
        Assert.That(await peer.ReadLineAsync(), Is.EqualTo(text));
        await sending;
    }

    [Test]
    public async Task Many_sessions_talk_at_once()
    {
        ProbeServer server = Start(TlsConfig(security));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            TestClient peer = await SecureConnect(server);
            for (int i = 0; i < 50; i++)
                Assert.That(await peer.AskAsync($"{n} {i}"), Is.EqualTo($"{n} {i}"));
        }));
    }

    [Test]
    public async Task What_was_sent_before_Close_arrives_and_then_the_end()
    {
        string text = new('x', 500_000);
        ProbeServer server = Start(TlsConfig(security), (session, _) =>
        {
            session.Send(text);
            session.Send("bye");
            session.Close();
        });
        TestClient peer = await SecureConnect(server);
        Assert.That(await peer.AskAsync("quit"), Is.EqualTo(text));
        Assert.That(await peer.ReadLineAsync(), Is.EqualTo("bye"));
        Assert.That(await peer.ReadLineAsync(), Is.Null);
        await Wait.Until(() => server.Journal.Contains("closed ServerClosing") && TakenSlots(server) == 0, "closed");
    }

    [Test]
    public async Task A_client_that_ends_in_order_closes_with_ClientClosing([Values] bool notify)
    {
        ProbeServer server = Start(TlsConfig(security));
        TestClient peer = await SecureConnect(server);
        await peer.AskAsync("x");
        if (notify)
            await peer.Tls!.ShutdownAsync();
        else
            peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await Wait.Until(() => server.Journal.Contains("closed ClientClosing"), "closed");
        Assert.That(await peer.IsClosedAsync(), Is.True);
    }

    [Test]
    public async Task The_engine_says_close_notify_before_it_ends()
    {
        var records = new List<byte>();
        ProbeServer server = Start(TlsConfig(security));
        TestClient peer = await (await Connect(server)).SecureAsync(SslProtocols.None, null, inner => new RecordTypes(inner, records));
        await peer.AskAsync("x");
        server.TheSession.Close(CloseReason.ServerClosing);
        Assert.That(await peer.ReadLineAsync(), Is.Null);

        // TLS 1.2 shows an alert as type 21; TLS 1.3 hides it in one more record of type 23, of the length of an alert.
        Assert.That(records[^1], Is.EqualTo(security == "Tls12" ? 21 : RecordTypes.HiddenAlert));
    }

    [Test]
    public async Task Nothing_is_sent_before_the_handshake_is_over()
    {
        bool? sent = null;
        var server = new ProbeServer { Init = session => sent = session.TrySend("early") };
        Start(server, TlsConfig(security));
        Assert.That(await (await SecureConnect(server)).AskAsync("x"), Is.EqualTo("x"));
        Assert.That(sent, Is.False);
    }
}
