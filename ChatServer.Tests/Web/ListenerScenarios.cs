using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatServer.Hosting;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Tests.Web;

/// <summary>Where the web server listens, with and without TLS.</summary>
public sealed class ListenerScenarios : WebScenario
{
    private const string Subject = "CN=web";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-web-");

    [TearDown]
    public void DeleteFiles() => _directory.Delete(recursive: true);

    [Test]
    public async Task Browsers_talk_through_TLS_beside_a_listener_without_it()
    {
        Setup = Setup with
        {
            WebElements = $"""
                <listeners><add ip="127.0.0.1" port="0" /><add ip="127.0.0.1" port="0" security="Tls12,Tls13" /></listeners>
                <certificate filePath="{MakeCertificate()}" password="secret" />
                """,
        };
        IPEndPoint secure = Server.Web.Listeners[1].EndPoint;
        using Browser romeo = await Browser.Open("romeo", new Uri($"wss://{secure}/ws"), options =>
        {
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == Subject;
            options.SetRequestHeader("Origin", $"https://{secure}");
        });
        await romeo.ReceivesCode(200);
        await romeo.SendsCommand(new { cmd = "Check", id = "romeo", password = "secret" });
        await romeo.ReceivesCode(201);
        Browser juliet = await LogInByWeb("juliet");
        await romeo.SendsCommand(new { cmd = "Chat", to = "juliet", text = "你好" });
        await juliet.ReceivesMessage("romeo", "你好");
        await romeo.Leaves();

        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == Subject } };
        using var http = new HttpClient(handler);
        Assert.That(await http.GetStringAsync(new Uri($"https://{secure}/healthz")), Is.EqualTo("The server runs."));
        Assert.That(
            async () => await Browser.Open("paris", new Uri($"wss://{secure}/ws"), options =>
            {
                options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == Subject;
                options.SetRequestHeader("Origin", $"http://{secure}");
            }),
            Throws.InstanceOf<System.Net.WebSockets.WebSocketException>().With.Message.Contains("'403'"));

        using var plain = await RawWebSocket.Connect(secure);
        await plain.Sends("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        await plain.ReceivesEnd();
        Server.Stop();
    }

    [Test]
    public async Task A_proxy_that_is_named_says_who_connects_with_and_without_TLS()
    {
        Setup = Setup with
        {
            Web = "proxyProtocolFrom=\"127.0.0.1\"",
            WebElements = $"""
                <listeners><add ip="127.0.0.1" port="0" /><add ip="127.0.0.1" port="0" security="Tls12,Tls13" /></listeners>
                <certificate filePath="{MakeCertificate()}" password="secret" />
                """,
        };
        IPEndPoint[] listeners = [.. Server.Web.Listeners.Select(listener => listener.EndPoint)];
        string[] headers = ["PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n", "PROXY TCP6 2001:db8::1 2001:db8::2 56324 443\r\n"];
        string[] clients = ["192.0.2.1:56324", "[2001:db8::1]:56324"];
        for (int i = 0; i < 2; i++)
        {
            using TcpClient connection = await ConnectAndSay(listeners[i], headers[i]);
            await using Stream stream = i == 0 ? connection.GetStream() : await Encrypt(connection.GetStream());
            await stream.WriteAsync(RawWebSocket.UpgradeRequest(listeners[i]));
            string client = clients[i];
            await Until($"there is a session of {client}", () => Server.Web.GetAllSessions().Any(session => session.RemoteEndPoint.ToString() == client));
        }

        // Without the header nobody is served.
        using RawWebSocket direct = await RawWebSocket.Connect(listeners[0]);
        await direct.Sends("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        await direct.ReceivesEnd();
    }

    [TestCase("127.0.0.1", "the port is in use, by another program or another server of this one; stop it or choose another port")]
    [TestCase("192.0.2.1", "this machine does not have that address")]
    public void A_listener_that_cannot_be_opened_is_one_line(string ip, string reason)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        (IBootstrap bootstrap, RecordingLogFactory log) = Initialize($"<listeners><add ip=\"127.0.0.1\" port=\"0\" /><add ip=\"{ip}\" port=\"{port}\" /></listeners>");
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.PartialSuccess));
        bootstrap.Stop();
        Assert.That(Errors(log), Is.EqualTo(new[] { $"The server Web cannot listen on {ip}:{port}: {reason}." }));
    }

    [TestCase("otherServers=\"https://b.example\"", "The server 'Web': otherServers=\"https://b.example\" is no address of a WebSocket; write for example wss://b.chat.example/ws.")]
    [TestCase("allowedOrigins=\"good.example\"", "The server 'Web': allowedOrigins=\"good.example\" is no origin; write for example https://chat.example or http://chat.example:8080.")]
    [TestCase("allowedOrigins=\"https://good.example/page\"", "The server 'Web': allowedOrigins=\"https://good.example/page\" is no origin; write for example https://chat.example or http://chat.example:8080.")]
    [TestCase("allowedHosts=\"good.example:80\"", "The server 'Web': allowedHosts=\"good.example:80\" is no name of a machine; write for example chat.example, without a port, or *.")]
    [TestCase("allowedOrigin=\"x\"", "The server 'Web' has an unknown attribute 'allowedOrigin'; did you mean 'allowedOrigins'?")]
    [TestCase("proxyProtocolFrom=\"here\"", "The server Web cannot be set up: \"here\" in proxyProtocolFrom is neither an address such as 192.168.1.5 nor a network such as 10.0.0.0/8.")]
    public void A_wrong_attribute_is_one_line(string attributes, string error)
    {
        Setup = Setup with { Web = attributes };
        (_, RecordingLogFactory log) = Initialize(Setup.WebElements, isReady: false);
        Assert.That(Errors(log).First(), Is.EqualTo(error));
    }

    [TestCase("members=\"a,b c\"", "<tutorial members>: 'b c' is no possible name; use letters, digits and _ . - @, up to 31 characters.")]
    [TestCase("members=\"a,a\"", "<tutorial members>: 'a' is named twice.")]
    [TestCase("mode=\"all\"", "'all' is none of: group, direct.")]
    public void A_wrong_group_is_one_line(string attributes, string error)
    {
        Setup = Setup with { Chat = $"<tutorial {attributes} />" };
        (_, RecordingLogFactory log) = Initialize(Setup.WebElements, isReady: false);
        Assert.That(Errors(log).First(), Does.Contain(error));
    }

    [Test]
    public void The_first_thing_to_do_is_to_open_the_page()
    {
        (IBootstrap bootstrap, _) = Initialize(Setup.WebElements);
        bootstrap.Start();
        var output = new StringWriter();
        StartupReport.Write(output, bootstrap);
        int port = bootstrap.AppServers.OfType<IAppServer>().Last().Listeners[0].EndPoint.Port;
        bootstrap.Stop();
        Assert.That(output.ToString(), Does.Contain($"Open http://127.0.0.1:{port} in a browser"));
    }

    private static string[] Errors(RecordingLogFactory log)
        => [.. log.Lines.Where(line => line.Level >= SuperSocket.SocketBase.Logging.LogLevel.Error).Select(line => line.Message)];

    private (IBootstrap Bootstrap, RecordingLogFactory Log) Initialize(string elements, bool isReady = true)
    {
        string file = Path.Combine(_directory.FullName, "App.config");
        File.WriteAllText(file, (Setup with { WebElements = elements }).ToXml());
        IBootstrap bootstrap = BootstrapFactory.CreateBootstrapFromConfigFile(file);
        ((DefaultBootstrap)bootstrap).ErrorOutput = TextWriter.Null;
        var log = new RecordingLogFactory();
        Assert.That(bootstrap.Initialize(log), Is.EqualTo(isReady));
        return (bootstrap, log);
    }

    private static async Task<TcpClient> ConnectAndSay(IPEndPoint server, string header)
    {
        var client = new TcpClient();
        await client.ConnectAsync(server);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(header));
        return client;
    }

    private static async Task<Stream> Encrypt(Stream stream)
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate?.Subject == Subject);
        await encrypted.AuthenticateAsClientAsync("web");
        return encrypted;
    }

    private string MakeCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        string file = Path.Combine(_directory.FullName, "web.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pfx, "secret"));
        return file;
    }
}
