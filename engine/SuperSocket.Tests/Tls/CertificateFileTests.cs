using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

/// <summary>Certificates in PEM files, several of one server, and their renewal.</summary>
public class CertificateFileTests : TlsFixture
{
    private TestAuthority _authority = null!;

    [SetUp]
    public void Found() => _authority = new TestAuthority();

    [TearDown]
    public void Close() => _authority.Dispose();

    [Test]
    public async Task A_pem_file_has_certificate_key_and_chain_and_the_chain_is_sent()
    {
        using X509Certificate2 leaf = _authority.Issue("chat.example");
        ProbeServer server = Start(PemConfig(Write("all.pem", leaf.ExportCertificatePem(), _authority.Intermediate.ExportCertificatePem(), KeyOf(leaf))));
        (string subject, string[] sent) = await Greet(server, "chat.example");
        Assert.That(subject, Is.EqualTo("CN=chat.example"));
        Assert.That(sent, Does.Contain("CN=intermediate").And.Not.Contain("CN=root"));
    }

    [Test]
    public async Task Key_chain_and_password_may_have_files_of_their_own()
    {
        using X509Certificate2 leaf = _authority.Issue("chat.example");
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        CertificateConfig files = PemConfig(Write("cert.pem", leaf.ExportCertificatePem()));
        files.KeyFilePath = Write("key.pem", leaf.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("secret", parameters));
        files.ChainFilePath = Write("chain.pem", _authority.Intermediate.ExportCertificatePem());
        files.PasswordFile = Write("password", "secret\n");
        (string subject, string[] sent) = await Greet(Start(files), "chat.example");
        Assert.That(subject, Is.EqualTo("CN=chat.example"));
        Assert.That(sent, Does.Contain("CN=intermediate"));

        files.Password = "secret";
        Assert.That(SetupError(Config(files)), Does.Contain("it has both password and passwordFile"));
    }

    [Test]
    public async Task A_pfx_file_may_have_the_chain_and_its_password_a_file()
    {
        using X509Certificate2 leaf = _authority.Issue("chat.example");
        var all = new X509Certificate2Collection { leaf, _authority.Intermediate };
        string file = Path.Combine(NewDirectory(), "all.pfx");
        await File.WriteAllBytesAsync(file, all.Export(X509ContentType.Pfx, "secret")!);
        var files = new CertificateConfig { FilePath = file, PasswordFile = Write("password", "secret") };
        (string subject, string[] sent) = await Greet(Start(files), "chat.example");
        Assert.That(subject, Is.EqualTo("CN=chat.example"));
        Assert.That(sent, Does.Contain("CN=intermediate"));
    }

    [Test]
    public async Task A_client_gets_the_certificate_of_the_name_that_it_asks_for()
    {
        using X509Certificate2 first = _authority.Issue("chat.example"), second = _authority.Issue("other.example", "*.wild.example");
        CertificateConfig files = PemConfig(Write("first.pem", first.ExportCertificatePem(), KeyOf(first)));
        files.Others = [PemConfig(Write("second.pem", second.ExportCertificatePem(), KeyOf(second)))];
        ProbeServer server = Start(files);
        foreach ((string name, string subject) in new[]
        {
            ("chat.example", "CN=chat.example"), ("other.example", "CN=other.example"),
            ("a.wild.example", "CN=other.example"), ("unknown.example", "CN=chat.example"),
        })
        {
            Assert.That((await Greet(server, name)).Subject, Is.EqualTo(subject), name);
        }

        Assert.That(server.Certificates.Select(one => one.Subject), Is.EqualTo(new[] { "CN=chat.example", "CN=other.example" }));
    }

    [Test]
    public async Task Changed_files_are_used_and_a_half_written_pair_is_refused_once_and_the_old_one_stays()
    {
        using X509Certificate2 old = _authority.Issue("chat.example"), renewed = _authority.Issue("chat.example"), last = _authority.Issue("chat.example");
        CertificateConfig files = PemConfig(Write("cert.pem", old.ExportCertificatePem()));
        files.KeyFilePath = Write("key.pem", KeyOf(old));
        ProbeServer server = Start(files);
        TestClient open = await SecureConnect(server);

        Write("cert.pem", renewed.ExportCertificatePem());
        ExpectError("cannot be used; the old values stay. The certificate of the server Probe could not be loaded");
        await Wait.Until(() => Log.Errors.Length > 0, "the pair is refused");
        Assert.That(server.Certificate!.GetCertHashString(), Is.EqualTo(old.GetCertHashString()));
        Assert.That((await Greet(server, "chat.example")).Subject, Is.EqualTo("CN=chat.example"));

        Write("key.pem", KeyOf(renewed));
        await Wait.Until(() => server.Certificate!.GetCertHashString() == renewed.GetCertHashString(), "the renewed certificate");

        // As certbot and Kubernetes do: other files in the same place.
        string directory = NewDirectory();
        File.WriteAllText(Path.Combine(directory, "~"), last.ExportCertificatePem() + "\n" + KeyOf(last));
        File.Move(Path.Combine(directory, "~"), files.FilePath!, overwrite: true);
        Write("key.pem", KeyOf(last));
        await Wait.Until(() => server.Certificate!.GetCertHashString() == last.GetCertHashString(), "the last certificate");
        Assert.That(await open.AskAsync("still here"), Is.EqualTo("still here"));
        Assert.That(Log.Errors.Length, Is.LessThanOrEqualTo(2));
    }

    [Test]
    public void What_clients_dislike_is_named()
    {
        using var weak = RSA.Create(1024);
        var request = new CertificateRequest("CN=weak", weak, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        var certificate = new ServerCertificate(request.CreateSelfSigned(now.AddDays(-2), now.AddDays(1)), []);
        Assert.That(certificate.FindFlaw(now.LocalDateTime), Does.StartWith("is too weak, because its RSA key has 1024 bits; use at least 2048"));
        Assert.That(certificate.FindFlaw(now.LocalDateTime.AddDays(2)), Does.StartWith("expired at "));
        Assert.That(certificate.FindFlaw(now.LocalDateTime.AddDays(-3)), Does.StartWith("is not valid before "));
        using X509Certificate2 good = _authority.Issue("good");
        Assert.That(new ServerCertificate(good, []).FindFlaw(now.LocalDateTime), Is.Null);
    }

    [Test]
    public void A_pem_file_without_a_key_is_refused_with_what_to_write()
    {
        using X509Certificate2 leaf = _authority.Issue("chat.example");
        string error = SetupError(Config(PemConfig(Write("cert.pem", leaf.ExportCertificatePem()))));
        Assert.That(error, Does.Contain("there is no private key in the file; keyFilePath names"));
    }

    private static CertificateConfig PemConfig(string file) => new() { FilePath = file };

    private static string KeyOf(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    private static async Task<(string Subject, string[] Sent)> Greet(IAppServer server, string name)
    {
        string[] sent = [];
        using var client = new TcpClient();
        await client.ConnectAsync(server.Listeners[0].EndPoint);
#pragma warning disable CA5359 // The certificates are the test's own.
        using var stream = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, _, chain, _) =>
        {
            sent = [.. chain!.ChainPolicy.ExtraStore.Select(one => one.Subject)];
            return true;
        });
#pragma warning restore CA5359
        await stream.AuthenticateAsClientAsync(name).WaitAsync(TimeSpan.FromSeconds(60));
        return (stream.RemoteCertificate!.Subject, sent);
    }

    private ServerConfig Config(CertificateConfig files)
    {
        ServerConfig config = TlsConfig();
        config.Certificate = files;
        return config;
    }

    private ProbeServer Start(CertificateConfig files) => Start(Config(files));

    private string Write(string name, params string[] parts)
    {
        string path = Path.Combine(NewDirectory(), name);
        File.WriteAllText(path, string.Join('\n', parts));
        return path;
    }
}
