using System.Collections.Specialized;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Net;

public class ProxyProtocolTests : Tls.TlsFixture
{
    private const string Line = "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n";

    [TestCase("127.0.0.1")]
    [TestCase("10.0.0.0/8; 127.0.0.0/8")]
    [TestCase("::1,127.0.0.1")]
    public async Task The_client_behind_a_named_proxy_is_the_remote_end_point(string from)
    {
        ProbeServer server = Start(Trusting(from), Where);
        TestClient peer = await Connect(server);

        // In one packet: what follows the header belongs to the protocol.
        await peer.SendAsync(Line + "where\r\nwhere\r\n");
        Assert.That(await peer.ReadLineAsync(), Is.EqualTo("192.0.2.1:56324"));
        Assert.That(await peer.ReadLineAsync(), Is.EqualTo("192.0.2.1:56324"));
        Assert.That(server.TheSession.LocalEndPoint, Is.EqualTo(PortOf(server)));
    }

    [Test]
    public async Task A_header_may_come_byte_by_byte_and_in_either_version()
    {
        ProbeServer server = Start(Trusting("127.0.0.1"), Where);
        foreach (byte[] header in new[] { Encoding.ASCII.GetBytes(Line), ProxyBytes.Binary("192.0.2.1:56324"), ProxyBytes.Binary("192.0.2.1:56324", 5000) })
        {
            TestClient peer = await Connect(server);
            byte[] bytes = [.. header, .. "where\r\n"u8];
            foreach (byte[] piece in bytes.Chunk(header.Length > 1000 ? 700 : 1))
                await peer.SendAsync(piece);
            Assert.That(await peer.ReadLineAsync(), Is.EqualTo("192.0.2.1:56324"));
        }
    }

    [Test]
    public async Task Local_and_unknown_keep_the_real_address()
    {
        ProbeServer server = Start(Trusting("127.0.0.1"), Where);
        foreach (byte[] header in new[] { "PROXY UNKNOWN\r\n"u8.ToArray(), ProxyBytes.Binary(0x20, 0, []) })
        {
            TestClient peer = await Connect(server);
            await peer.SendAsync(header);
            Assert.That(await peer.AskAsync("where"), Is.EqualTo(peer.Socket.LocalEndPoint!.ToString()));
        }
    }

    [Test]
    public async Task Others_are_plain_clients_whose_header_is_just_text([Values("", "10.0.0.0/8, ::1")] string from)
    {
        ProbeServer server = Start(Trusting(from));
        TestClient peer = await Connect(server);
        await peer.SendAsync(Line);
        Assert.That(await peer.ReadLineAsync() + "\r\n", Is.EqualTo(Line));
        Assert.That(server.TheSession.RemoteEndPoint, Is.EqualTo(peer.Socket.LocalEndPoint));
    }

    [Test]
    public async Task Connection_filters_see_the_client()
    {
        ProbeServer server = Start(Trusting("127.0.0.1"), Where, new TestFilter(remote => remote.Address.ToString() == "192.0.2.1"));
        TestClient good = await Connect(server);
        await good.SendAsync(Line);
        Assert.That(await good.AskAsync("where"), Is.EqualTo("192.0.2.1:56324"));
        TestClient bad = await Connect(server);
        await bad.SendAsync(Line.Replace("192.0.2.1", "192.0.2.2", StringComparison.Ordinal));
        Assert.That(await bad.IsClosedAsync(), Is.True);
    }

    [TestCase("hello\r\n", "does not begin with one")]
    [TestCase("PROXY TCP4 nonsense\r\n", "it has not six words")]
    [TestCase("PROXY TCP4 192.0.2.1 ", "the connection ended before it")]
    public async Task A_broken_header_closes_the_connection_with_one_info_line(string header, string reason)
    {
        ProbeServer server = Start(Trusting("127.0.0.1"));
        TestClient peer = await Connect(server);
        await peer.SendAsync(header);
        if (!header.EndsWith('\n'))
            peer.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.That(await peer.IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        Assert.That(server.Journal, Is.Empty);
        Assert.That(Log.Messages(LogLevel.Info).Count(text => text.Contains("PROXY", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(Log.Count(LogLevel.Info, reason), Is.EqualTo(1));
    }

    [Test]
    public async Task A_header_that_is_late_closes_the_connection_and_counts_until_then()
    {
        ProbeServer server = Start(Trusting("127.0.0.1"));
        TestClient peer = await Connect(server);
        await peer.SendAsync("PROXY ");
        await Wait.Until(() => TakenSlots(server) == 1, "the connection counts");
        Assert.That(await peer.IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        Assert.That(Log.Count(LogLevel.Info, "it did not come in time"), Is.EqualTo(1));
    }

    [Test]
    public async Task Stop_does_not_wait_for_a_header()
    {
        ProbeServer server = Start(Trusting("127.0.0.1"));
        TestClient peer = await Connect(server);
        await Wait.Until(() => TakenSlots(server) == 1, "the connection counts");
        server.Stop();
        Assert.That(TakenSlots(server), Is.Zero);
        Assert.That(await peer.IsClosedAsync(), Is.True);
    }

    [Test]
    public async Task A_header_may_be_followed_by_tls()
    {
        ServerConfig config = TlsConfig();
        config.Options = new NameValueCollection { ["proxyProtocolFrom"] = "127.0.0.1" };
        ProbeServer server = Start(config, Where);
        foreach (byte[] header in new[] { Encoding.ASCII.GetBytes(Line), ProxyBytes.Binary("192.0.2.1:56324", 40) })
        {
            TestClient peer = await Connect(server);
            await peer.SendAsync(header);
            Assert.That(await (await peer.SecureAsync()).AskAsync("where"), Is.EqualTo("192.0.2.1:56324"));
        }
    }

    [TestCase("localhost")]
    [TestCase("10.0.0.0/33")]
    [TestCase("10.1")]
    [TestCase("127.0.0.1 ::1")]
    public void A_bad_list_fails_the_set_up(string from)
        => Assert.That(SetupError(Trusting(from)), Does.Contain($"\"{from}\" in proxyProtocolFrom is neither an address"));

    [Test]
    public void Udp_has_no_proxy_header()
    {
        ServerConfig config = Trusting("127.0.0.1");
        config.Mode = SocketMode.Udp;
        Assert.That(SetupError(config), Does.Contain("proxyProtocolFrom is for mode=\"Tcp\" only"));
    }

    private static ServerConfig Trusting(string from)
    {
        ServerConfig config = Config();
        config.Options = new NameValueCollection { ["proxyProtocolFrom"] = from };
        return config;
    }

    private static void Where(ProbeSession session, StringRequestInfo request) => session.Send(session.RemoteEndPoint.ToString());
}
