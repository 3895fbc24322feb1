using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

[TestFixture("Tls12")]
[TestFixture("Tls13")]
public class ClientCertificateTests(string security) : TlsFixture
{
    private readonly ConcurrentQueue<(string? Name, SslPolicyErrors Errors)> _asked = new();

    [Test]
    public async Task An_accepted_certificate_opens_the_session()
    {
        ProbeServer server = StartAsking(accept: true);
        using X509Certificate2 own = Certificates.Make("client");
        TestClient peer = await (await Connect(server)).SecureAsync(own: own);
        Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
        Assert.That(_asked.Single().Name, Is.EqualTo("CN=client"));
    }

    [Test]
    public async Task A_refused_certificate_ends_the_connection_without_a_session()
    {
        ProbeServer server = StartAsking(accept: false);
        using X509Certificate2 own = Certificates.Make("client");
        Assert.That(await IsRefused(await Connect(server), own), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        Assert.That(server.Journal, Is.EqualTo(new[] { "init" }));
    }

    [Test]
    public async Task The_base_refuses_a_certificate_that_nobody_vouches_for()
    {
        ProbeServer server = StartAsking(accept: null);
        using X509Certificate2 own = Certificates.Make("client");
        Assert.That(await IsRefused(await Connect(server), own), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
    }

    [Test]
    public async Task A_missing_certificate_is_put_to_the_validator([Values] bool accept)
    {
        ProbeServer server = StartAsking(accept);
        TestClient peer = await Connect(server);
        if (accept)
            Assert.That(await (await peer.SecureAsync()).AskAsync("x"), Is.EqualTo("x"));
        else
            Assert.That(await IsRefused(peer, null), Is.True);
        Assert.That(_asked.Single(), Is.EqualTo(((string?)null, SslPolicyErrors.RemoteCertificateNotAvailable)));
    }

    [Test]
    public async Task A_validator_that_throws_ends_only_that_connection()
    {
        ExpectError("ValidateClientCertificate failed");
        ProbeServer server = StartAsking(accept: true);
        server.ClientCertificate = (_, _) => throw new InvalidOperationException("validator");
        Assert.That(await IsRefused(await Connect(server), null), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0 && Log.Messages(LogLevel.Error).Length == 1, "the slot is free, one Error");
        server.ClientCertificate = (_, _) => true;
        Assert.That(await (await SecureConnect(server)).AskAsync("x"), Is.EqualTo("x"));
    }

    // With TLS 1.3 the client learns of the refusal only when it reads.
    private static async Task<bool> IsRefused(TestClient peer, X509Certificate2? own)
    {
        try
        {
            await peer.SecureAsync(own: own);
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return true;
        }

        return await peer.IsClosedAsync();
    }

    private ProbeServer StartAsking(bool? accept)
    {
        ServerConfig config = TlsConfig(security);
        ((CertificateConfig)config.Certificate!).ClientCertificateRequired = true;
        var server = new ProbeServer();
        if (accept != null)
        {
            server.ClientCertificate = (certificate, errors) =>
            {
                _asked.Enqueue((certificate?.Subject, errors));
                return accept.Value;
            };
        }

        return Start(server, config);
    }
}
