using System.Security.Authentication;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

public class TlsProtocolTests : TlsFixture
{
    [TestCase("Tls12", SslProtocols.Tls12)]
    [TestCase("tls13", SslProtocols.Tls13)]
    public async Task A_named_protocol_is_the_one_that_is_spoken(string security, SslProtocols expected)
    {
        TestClient peer = await SecureConnect(Start(TlsConfig(security)));
        Assert.That(peer.Tls!.SslProtocol, Is.EqualTo(expected));
        Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
    }

    [TestCase("Tls12", SslProtocols.Tls13)]
    [TestCase("Tls13", SslProtocols.Tls12)]
    public async Task A_client_of_another_protocol_is_refused(string security, SslProtocols client)
    {
        ProbeServer server = Start(TlsConfig(security));
        TestClient peer = await Connect(server);
        Assert.That(async () => await peer.SecureAsync(client), Throws.InstanceOf<AuthenticationException>().Or.InstanceOf<IOException>());
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        await Wait.Until(() => Log.Count(LogLevel.Info, "The TLS handshake failed") == 1, "an Info line");
    }

    [Test]
    public async Task A_listener_overrides_the_server_and_an_empty_one_inherits()
    {
        ServerConfig config = TlsConfig("Tls12", Listener(), Listener("None"), Listener("Tls13"));
        ProbeServer server = Start(config);
        Assert.That((await SecureConnect(server)).Tls!.SslProtocol, Is.EqualTo(SslProtocols.Tls12));
        Assert.That(await (await Connect(server, 1)).AskAsync("plain"), Is.EqualTo("plain"));
        Assert.That((await SecureConnect(server, 2)).Tls!.SslProtocol, Is.EqualTo(SslProtocols.Tls13));
    }

    [TestCase("Ssl9", "security=\"Ssl9\"")]
    [TestCase("Tls12;Tls13", "security=\"Tls12;Tls13\"")]
    public void An_unknown_name_is_refused(string security, string expected)
        => Assert.That(SetupError(TlsConfig(security)), Does.Contain(expected));

    [Test]
    public void An_unknown_name_of_a_listener_is_refused()
        => Assert.That(SetupError(TlsConfig("Tls12", Listener("nonsense"))), Does.Contain("security=\"nonsense\""));

    [TestCase("Default")]
    [TestCase("tls")]
    [TestCase("Ssl3, Tls")]
    [TestCase("Ssl2")]
    public async Task A_legacy_name_means_what_is_safe_and_warns_once(string security)
    {
        ProbeServer server = Start(TlsConfig(security, Listener(), Listener(security)));
        Assert.That(await (await SecureConnect(server, 1)).AskAsync("x"), Is.EqualTo("x"));
        Assert.That(Log.Messages(LogLevel.Warn), Has.Length.EqualTo(1));
        Assert.That(Log.Messages(LogLevel.Warn)[0], Does.Contain("means TLS 1.2 and 1.3"));
    }

    [Test]
    public async Task Udp_ignores_security()
    {
        ServerConfig config = Config(Listener());
        (config.Mode, config.Security) = (SocketBase.SocketMode.Udp, "Tls12");
        Assert.That(await Own(new Udp.UdpPeer(PortOf(Start(config)))).Ask("x\r\n"), Is.EqualTo("x"));
    }
}
