using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using ChatServer.Sessions;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>Certificates of running chat servers: renewal, warnings, and what browsers are told.</summary>
public sealed class CertificateScenarios : ChatScenario
{
    private const int Connections = 200;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-certificates-");

    private string CertificateFile => Path.Combine(_directory.FullName, "chat.pfx");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_certificate_is_renewed_under_200_connections_and_none_of_them_notices()
    {
        TestCertificate.Write(CertificateFile);
        Setup = Secure();
        var open = new List<SslStream>();
        try
        {
            for (int i = 0; i < Connections; i++)
                open.Add(await Greet());
            string before = Server.Server("utf-8").Certificate!.GetCertHashString();
            TestCertificate.Write(CertificateFile + "~");
            File.Move(CertificateFile + "~", CertificateFile, overwrite: true);
            await Until("the renewed certificate", () => Server.Server("utf-8").Certificate!.GetCertHashString() != before);
            using SslStream next = await Greet();
            Assert.That(next.RemoteCertificate!.GetCertHashString(), Is.Not.EqualTo(before));
            foreach (SslStream one in open)
            {
                Assert.That(one.RemoteCertificate!.GetCertHashString(), Is.EqualTo(before));
                await one.WriteAsync("Lang en\r\n"u8.ToArray());
                Assert.That(await ReadLine(one), Is.EqualTo("The language is English"));
            }
        }
        finally
        {
            open.ForEach(one => one.Dispose());
        }
    }

    [Test]
    public void Warnings_come_30_14_and_3_days_before_the_end_and_at_the_end_once_each()
    {
        TestCertificate.Write(CertificateFile);
        using X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12FromFile(CertificateFile, TestCertificate.Password);
        var log = new RecordingLogFactory();
        var time = new FakeTime();
        time.Pass(new DateTimeOffset(certificate.NotAfter).AddDays(-40) - time.GetUtcNow());
        var warnings = new CertificateWarnings(time);
        List<int> daysOfWarnings = [];
        for (int hours = 0; hours < 42 * 24; hours++)
        {
            int before = log.Lines.Count;
            warnings.Write("ChatTls", [certificate], log.GetLogger("Chat"));
            if (log.Lines.Count > before)
                daysOfWarnings.Add(40 - (hours / 24));
            time.Pass(TimeSpan.FromHours(1));
        }

        Assert.That(daysOfWarnings, Is.EqualTo(new[] { 30, 14, 3, 0 }));
        string[] lines = [.. log.Lines.Select(line => line.Message)];
        Assert.That(lines[0], Does.StartWith("The certificate CN=chat of the server ChatTls ends in 30 days, at "));
        Assert.That(lines[3], Does.Contain("has ended at "));
    }

    [Test]
    public async Task A_page_on_https_says_so_to_browsers_unless_it_has_no_name()
    {
        TestCertificate.Write(CertificateFile, days: 2);
        Setup = new ServerSetup
        {
            Web = "allowedHosts=\"chat.example\" security=\"Tls12, Tls13\"",
            WebElements = $"<listeners><add ip=\"127.0.0.1\" port=\"0\" /></listeners><certificate filePath=\"{CertificateFile}\" password=\"secret\" />",
        };
        Assert.That(await GetHsts("https", "chat.example"), Is.EqualTo("max-age=31536000"));
        Assert.That(await GetHsts("https", "localhost"), Is.Null);
        Assert.That(await GetHsts("https", "127.0.0.1"), Is.Null);
        const string Warning = "The certificate CN=chat of the server Web ends in 1 days";
        await Until("a warning", () => Server.Log.Any(line => line.Message.Contains(Warning, StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_proxy_is_believed_only_if_it_is_named()
    {
        Setup = new ServerSetup { Web = "allowedHosts=\"chat.example\"" };
        (string, string)[] headers = [("X-Forwarded-For", "192.0.2.7"), ("X-Forwarded-Proto", "https")];
        Assert.That(await GetHsts("http", "chat.example", headers), Is.Null);
        Server.Reload(Setup with { Web = "allowedHosts=\"chat.example\" forwardedFrom=\"127.0.0.0/8\"" });
        Assert.That(await GetHsts("http", "chat.example", headers), Is.EqualTo("max-age=31536000"));
        using var first = await OpenWebSocket(("X-Forwarded-For", "203.0.113.1, 192.0.2.7, 127.0.0.9"));
        await Until("the client", () => HasSessionFrom("192.0.2.7:0"));

        Server.Reload(Setup with { Web = "allowedHosts=\"chat.example\" forwardedFrom=\"127.0.0.1\" forwardedHeader=\"Forwarded\" hstsMaxAge=\"7\"" });
        Assert.That(await GetHsts("http", "chat.example", headers), Is.Null);
        Assert.That(await GetHsts("http", "chat.example", ("Forwarded", "for=192.0.2.8;proto=https")), Is.EqualTo("max-age=7"));
        using var second = await OpenWebSocket(("Forwarded", "for=\"[2001:db8::1]:4711\";proto=https"));
        await Until("the client", () => HasSessionFrom("[2001:db8::1]:4711"));
    }

    private bool HasSessionFrom(string client) => Server.Web.GetAllSessions().Any(session => session.RemoteEndPoint.Equals(IPEndPoint.Parse(client)));

    private ServerSetup Secure() => new()
    {
        ListenerAttributes = "security=\"Tls12, Tls13\"",
        Elements = $"<certificate filePath=\"{CertificateFile}\" password=\"{TestCertificate.Password}\" />",
    };

    private async Task<SslStream> Greet()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(Server.EndPoint("utf-8"));
#pragma warning disable CA5359 // The certificate is the test's own.
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await stream.AuthenticateAsClientAsync("localhost").WaitAsync(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        Assert.That(await ReadLine(stream), Is.EqualTo(Welcome));
        return stream;
    }

    private static async Task<string> ReadLine(SslStream stream)
    {
        var line = new List<byte>();
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one).AsTask().WaitAsync(TimeSpan.FromSeconds(Deadline.DefaultSeconds)) == 1 && one[0] != '\n')
            line.Add(one[0]);
        return System.Text.Encoding.UTF8.GetString(line.ToArray()).TrimEnd('\r');
    }

    private async Task<string?> GetHsts(string scheme, string host, params (string Name, string Value)[] headers)
    {
#pragma warning disable CA5399, CA5400, CA2000, CA5359 // The certificate is the test's own.
        using var client = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
#pragma warning restore CA5399, CA5400, CA2000, CA5359
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{scheme}://{Server.Web.Listeners[0].EndPoint}/healthz");
        request.Headers.Host = host;
        foreach ((string name, string value) in headers)
            request.Headers.Add(name, value);
        using HttpResponseMessage response = await client.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return response.Headers.TryGetValues("Strict-Transport-Security", out IEnumerable<string>? values) ? values.Single() : null;
    }

    private async Task<System.Net.WebSockets.ClientWebSocket> OpenWebSocket((string Name, string Value) header)
    {
        var client = new System.Net.WebSockets.ClientWebSocket();
        client.Options.SetRequestHeader(header.Name, header.Value);
        await client.ConnectAsync(new Uri($"ws://{Server.Web.Listeners[0].EndPoint}/ws"), CancellationToken.None);
        return client;
    }
}
