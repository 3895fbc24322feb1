using System.Collections.Specialized;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

/// <summary>Which cipher suites of TLS 1.2 are spoken.</summary>
[Platform(Include = "Linux", Reason = "Windows has a policy of its own")]
[UnsupportedOSPlatform("windows")]
public class CipherSuiteTests : TlsFixture
{
    [TestCase(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [TestCase(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    public async Task A_client_with_authenticated_encryption_is_served(TlsCipherSuite suite)
    {
        TestClient peer = await SecureConnect(Start(TlsConfig()), suite);

        Assert.That(peer.Tls!.NegotiatedCipherSuite, Is.EqualTo(suite));
        Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
    }

    [Test]
    public async Task A_client_that_has_only_CBC_is_refused([Values("Tls12", "Tls12, Tls13", "Default")] string security)
    {
        ProbeServer server = Start(TlsConfig(security));

        Assert.That(
            async () => await SecureConnect(server, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256),
            Throws.InstanceOf<AuthenticationException>().Or.InstanceOf<IOException>());
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
    }

    [Test]
    public async Task The_suites_of_the_system_are_offered_to_old_clients_where_that_is_configured()
    {
        ServerConfig config = TlsConfig();
        config.Options = new NameValueCollection { ["tlsCipherSuites"] = "System" };

        TestClient peer = await SecureConnect(Start(config), TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256);

        Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
    }

    [Test]
    public void An_unknown_choice_is_refused()
    {
        ServerConfig config = TlsConfig();
        config.Options = new NameValueCollection { ["tlsCipherSuites"] = "Strong" };

        Assert.That(SetupError(config), Does.Contain("tlsCipherSuites=\"Strong\" is not known; use Aead or System"));
    }

    private async Task<TestClient> SecureConnect(ProbeServer server, TlsCipherSuite suite)
        => await (await Connect(server)).SecureAsync(SslProtocols.Tls12, suites: new CipherSuitesPolicy([suite]));
}
