using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

public class CertificateTests : TlsFixture
{
    [Test]
    public async Task A_file_with_a_password_is_used()
    {
        ProbeServer server = Start(TlsConfig());
        TestClient peer = await SecureConnect(server);
        Assert.That(await peer.AskAsync("hello"), Is.EqualTo("hello"));
        using X509Certificate2 expected = Certificates.LoadServer();
        Assert.That(peer.Tls!.RemoteCertificate!.GetCertHashString(), Is.EqualTo(expected.GetCertHashString()));
        Assert.That(server.Certificate!.GetCertHashString(), Is.EqualTo(expected.GetCertHashString()));
    }

    [Test]
    public async Task A_relative_path_starts_at_the_directory_of_the_application()
    {
        string name = $"relative-{Guid.NewGuid():N}.pfx";
        string path = Path.Combine(AppContext.BaseDirectory, name);
        await File.WriteAllBytesAsync(path, Certificates.ServerPfx);
        try
        {
            ServerConfig config = TlsConfig();
            ((CertificateConfig)config.Certificate!).FilePath = name;
            Assert.That(await (await SecureConnect(Start(config))).AskAsync("x"), Is.EqualTo("x"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void A_wrong_password_is_refused()
    {
        ServerConfig config = TlsConfig();
        ((CertificateConfig)config.Certificate!).Password = "wrong";
        Assert.That(SetupError(config), Does.StartWith("The certificate of the server Probe could not be loaded: "));
    }

    [Test]
    public void A_missing_file_is_refused_by_name()
    {
        ServerConfig config = TlsConfig();
        ((CertificateConfig)config.Certificate!).FilePath = Path.Combine(NewDirectory(), "nowhere.pfx");
        Assert.That(SetupError(config), Does.Contain("there is no file").And.Contain("nowhere.pfx"));
    }

    [Test]
    public void A_certificate_without_its_private_key_is_refused()
    {
        ServerConfig config = TlsConfig();
        using X509Certificate2 whole = Certificates.LoadServer();
        using X509Certificate2 open = X509CertificateLoader.LoadCertificate(whole.Export(X509ContentType.Cert));
        File.WriteAllBytes(config.Certificate!.FilePath!, open.Export(X509ContentType.Pfx, Certificates.Password)!);
        Assert.That(SetupError(config), Does.Contain("private key"));
    }

    [Test]
    public async Task A_certificate_in_the_store_of_the_user_is_found_by_a_pasted_thumbprint()
    {
        const string StoreName = "SuperSocketTests";
        using X509Certificate2 certificate = Certificates.Make("stored");
        using var store = new X509Store(StoreName, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        store.Add(certificate);
        try
        {
            ServerConfig config = TlsConfig();

            // Copied from a dialog: an invisible mark in front, small letters, spaces.
            string pasted = "\u200e" + string.Join(' ', certificate.Thumbprint.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));
            config.Certificate = new CertificateConfig { StoreName = StoreName, StoreLocation = 0, Thumbprint = pasted };
            TestClient peer = await SecureConnect(Start(config));
            Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
            Assert.That(peer.Tls!.RemoteCertificate!.GetCertHashString(), Is.EqualTo(certificate.Thumbprint));
        }
        finally
        {
            store.Remove(certificate);
        }
    }

    [Test]
    public void A_thumbprint_that_the_store_does_not_have_is_refused()
    {
        ServerConfig config = TlsConfig();
        config.Certificate = new CertificateConfig { StoreName = "My", Thumbprint = new string('0', 40) };
        Assert.That(SetupError(config), Does.Contain("could not be loaded"));
    }

    [TestCase("Tls12", null)]
    [TestCase(null, "Tls12")]
    public void A_secure_listener_without_a_certificate_is_refused(string? security, string? listenerSecurity)
    {
        ServerConfig config = Config(Listener(), Listener(listenerSecurity));
        config.Security = security;
        Assert.That(SetupError(config), Does.Contain("a secure listener needs a certificate"));
    }

    [Test]
    public async Task A_server_whose_listeners_are_all_plain_needs_none()
    {
        ServerConfig config = Config(Listener("None"));
        config.Security = "Tls12";
        Assert.That(await (await Connect(Start(config))).AskAsync("x"), Is.EqualTo("x"));
    }

    [Test]
    public async Task An_override_of_GetCertificate_needs_no_configuration()
    {
        ServerConfig config = Config();
        config.Security = "Tls12, Tls13";
        using var server = new OwnCertificateServer();
        Start(server, config);
        Assert.That(await (await SecureConnect(server)).AskAsync("x"), Is.EqualTo("x"));
        Assert.That(Log.Lines.Where(line => line.Level >= LogLevel.Warn), Is.Empty);
    }

    [Test]
    public void A_key_that_the_platform_refuses_is_named_at_set_up()
    {
        ServerConfig config = TlsConfig();
        using RSA key = RSA.Create(512);
        var request = new CertificateRequest("CN=weak", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 weak = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllBytes(config.Certificate!.FilePath!, weak.Export(X509ContentType.Pfx, Certificates.Password)!);
        Assert.That(SetupError(config), Does.Contain("the certificate CN=weak cannot be used").And.Contain("small"));
    }

    [TestCase(-3, -1, "expired at")]
    [TestCase(1, 3, "is not valid before")]
    public void A_certificate_out_of_its_time_is_named_at_set_up(int from, int to, string expected)
    {
        ServerConfig config = TlsConfig();
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=untimely", key, HashAlgorithmName.SHA256);
        using X509Certificate2 untimely = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(from), DateTimeOffset.UtcNow.AddDays(to));
        File.WriteAllBytes(config.Certificate!.FilePath!, untimely.Export(X509ContentType.Pfx, Certificates.Password)!);
        Start(config);
        Assert.That(Log.Count(LogLevel.Warn, $"The certificate CN=untimely of the server Probe {expected}"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_path_with_backslashes_is_found()
    {
        ServerConfig config = TlsConfig();
        var certificate = (CertificateConfig)config.Certificate!;
        certificate.FilePath = certificate.FilePath!.Replace('/', '\\');
        Assert.That(await (await SecureConnect(Start(config))).AskAsync("x"), Is.EqualTo("x"));
    }

    private sealed class OwnCertificateServer : ProbeServer
    {
        protected override X509Certificate? GetCertificate(ICertificateConfig certificate) => Tls.Certificates.LoadServer();
    }
}
