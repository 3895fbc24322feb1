using System.Net;
using System.Net.WebSockets;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>What browsers may ask for, and who may.</summary>
public sealed class WebRequestScenarios : WebScenario
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    [TestCase("/", 200)]
    [TestCase("/index.html", 200)]
    [TestCase("/config.json", 200)]
    [TestCase("/healthz", 200)]
    [TestCase("/readyz", 200)]
    [TestCase("/ws", 426)]
    [TestCase("/nothing", 404)]
    [TestCase("/../App.config", 404)]
    [TestCase("/", 405, "POST")]
    [TestCase("/ws", 405, "DELETE")]
    [TestCase("/", 200, "HEAD")]
    [TestCase("/nothing", 404, "HEAD")]
    [TestCase("/", 421, "GET", "evil.example")]
    public async Task Every_answer_tells_browsers_to_load_nothing_from_elsewhere(string path, int status, string method = "GET", string? host = null)
    {
        using HttpResponseMessage answer = await Ask(path, method, ("Host", host));
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(Header(answer, "Content-Security-Policy"), Is.EqualTo(Policy));
        Assert.That(Header(answer, "X-Content-Type-Options"), Is.EqualTo("nosniff"));
        Assert.That(Header(answer, "Referrer-Policy"), Is.EqualTo("no-referrer"));
        Assert.That(Header(answer, "Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
        Assert.That(Header(answer, "Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"));
        Assert.That(Header(answer, "Permissions-Policy"), Does.Contain("camera=()").And.Contain("microphone=()"));
        Assert.That(Header(answer, "Cache-Control"), Is.EqualTo("no-cache"));
        Assert.That(answer.Headers.Contains("Server"), Is.False);
        if (status == 405)
            Assert.That(answer.Content.Headers.Allow, Is.EquivalentTo(new[] { "GET", "HEAD" }));
        if (method == "HEAD")
            Assert.That((await answer.Content.ReadAsByteArrayAsync(), answer.Content.Headers.ContentLength > 0), Is.EqualTo((Array.Empty<byte>(), true)));
    }

    [Test]
    public async Task A_page_that_is_known_is_not_sent_again()
    {
        using HttpResponseMessage first = await Ask("/");
        Assert.That(first.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/html; charset=utf-8"));
        using HttpResponseMessage again = await Ask("/", "GET", ("If-None-Match", first.Headers.ETag!.ToString()));
        using HttpResponseMessage changed = await Ask("/", "GET", ("If-None-Match", "\"other\""));
        Assert.That((again.StatusCode, changed.StatusCode), Is.EqualTo((HttpStatusCode.NotModified, HttpStatusCode.OK)));
    }

    [TestCase(null, null, true)]
    [TestCase("same", null, true)]
    [TestCase("https://good.example", null, true)]
    [TestCase("https://GOOD.example:443", null, true)]
    [TestCase("http://good.example", null, false)]
    [TestCase("https://evil.example", null, false)]
    [TestCase("null", null, false)]
    [TestCase("http://127.0.0.1", null, false)]
    [TestCase("http://evil.example", "evil.example", false)]
    [TestCase("http://named.example:99", "named.example:99", true)]
    [TestCase(null, "localhost:2021", true)]
    [TestCase(null, "192.0.2.7", true)]
    [TestCase(null, "[::1]:2021", true)]
    [TestCase(null, "localhost.evil.example", false)]
    public async Task Only_pages_of_this_server_and_of_allowed_origins_open_a_web_socket(string? origin, string? host, bool isAllowed)
    {
        Setup = Setup with { Web = "allowedOrigins=\"https://good.example, http://localhost:3000\" allowedHosts=\"named.example\"" };
        Task<Browser> opening = OpenSilently("romeo", change: options =>
        {
            if (origin != null)
                options.SetRequestHeader("Origin", origin == "same" ? $"http://{WebEndPoint}" : origin);
            if (host != null)
                options.SetRequestHeader("Host", host);
        });
        if (isAllowed)
            await (await opening).ReceivesCode(200);
        else
            Assert.That(async () => await opening, Throws.InstanceOf<WebSocketException>().With.Message.Contains("'403'").Or.Message.Contains("'421'"));
    }

    [TestCase("Sec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "400")]
    [TestCase("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short", "400")]
    [TestCase("Sec-WebSocket-Version: 13", "400")]
    public async Task A_handshake_that_is_none_is_refused(string headers, string status)
    {
        using RawWebSocket romeo = await RawWebSocket.Connect(WebEndPoint);
        string answer = await romeo.Asks($"GET /ws HTTP/1.1\r\nHost: {WebEndPoint}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{headers}\r\n\r\n");
        Assert.That(answer, Does.StartWith($"HTTP/1.1 {status} ").And.Contain("Sec-WebSocket-Version: 13\r\n"));
    }

    [Test]
    public async Task A_server_whose_disk_fails_is_not_ready_but_alive()
    {
        Setup = Setup with { Store = "journal" };
        Assert.That(await Http.GetStringAsync(Address("/readyz")), Is.EqualTo("The server is ready."));
        Server.ExpectError("The journal cannot be written");
        FaultPoints faults = ((JournalStore)Server.Web.System.Store).Faults;
        faults.Write = new IOException("No space left on device");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet hello");
        await Until("the server is not ready", () => Server.Web.WhyNotReady != null);
        using HttpResponseMessage answer = await Ask("/readyz");
        Assert.That((int)answer.StatusCode, Is.EqualTo(503));
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("The store cannot write; the log says why."));
        Assert.That(await Http.GetStringAsync(Address("/healthz")), Is.EqualTo("The server runs."));
        faults.Write = null;
        await Until("the disk has recovered", () => Server.Web.WhyNotReady == null);
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();

    private Task<HttpResponseMessage> Ask(string path, string method = "GET", params (string Name, string? Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), Address(path));
        foreach ((string name, string? value) in headers)
        {
            if (value != null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        return Http.SendAsync(request);
    }
}
