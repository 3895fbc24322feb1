using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Admin;

/// <summary>The admin listener: health, the token, and clients that mean no good.</summary>
public class AdminListenerScenarios : AdminScenario
{
    [Test]
    public async Task Health_needs_no_token_and_everything_else_does()
    {
        await StartAdmin();
        HttpClient stranger = OpenHttp(null);
        Assert.That(await Get(stranger, "/healthz"), Is.EqualTo((200, "The process lives.\n")));
        Assert.That(await Get(stranger, "/readyz"), Is.EqualTo((200, "The server is ready.\n")));
        foreach (HttpClient client in new[] { stranger, OpenHttp("wrong"), OpenHttp(Token[..^1]) })
        {
            Assert.That((await Get(client, "/api")).Status, Is.EqualTo(401));
            Assert.That((await Get(client, "/metrics")).Status, Is.EqualTo(401));
            using HttpResponseMessage response = await client.PostAsync(new Uri("/api/user/list", UriKind.Relative), null);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
            Assert.That(response.Headers.WwwAuthenticate.ToString(), Is.EqualTo("Bearer"));
        }

        Assert.That((await Post(OpenHttp(), "user list")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_server_whose_store_cannot_write_is_not_ready_and_says_why()
    {
        Setup = Setup with { Store = "journal" };
        Server.ExpectError("The journal cannot be written; new messages are refused until it can.");
        await StartAdmin();
        HttpClient client = OpenHttp();
        var store = (JournalStore)Server.Server("utf-8").System.Store;
        store.Faults.Write = new IOException("No space left on device");
        (int status, JObject json) = await Post(client, "user add", new { id = "bob", password = "secret" });
        Assert.That((status, (string?)json["error"]), Is.EqualTo((503, "unavailable")));
        (status, string text) = await Get(client, "/readyz");
        Assert.That(status, Is.EqualTo(503));
        Assert.That(text, Does.StartWith("The store cannot write: ").And.Contain("No space left on device"));
        Assert.That((await Get(client, "/healthz")).Status, Is.EqualTo(200));
        store.Faults.Write = null;
        await Until("the disk has recovered", () => store.Failure == null);
        Assert.That((await Get(client, "/readyz")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_server_that_has_stopped_is_not_ready()
    {
        await StartAdmin();
        HttpClient client = OpenHttp();
        Server.Stop();
        Assert.That(await Get(client, "/readyz"), Is.EqualTo((503, "The server Utf8 does not run: its state is NotStarted.\n")));
        Admin.BeginStop();
        Assert.That(await Get(client, "/readyz"), Is.EqualTo((503, "The server stops.\n")));
    }

    [Test]
    public async Task A_full_server_can_be_observed()
    {
        Setup = Setup with { Connections = 1 };
        Server.ExpectError("refuses connections: the limit maxConnectionNumber=1 is reached");
        await StartAdmin();
        await LogIn("romeo");
        ScriptedClient late = await ConnectSilently("late");
        await late.ReceivesEnd();
        Assert.That((await Get(OpenHttp(), "/readyz")).Status, Is.EqualTo(200));
    }

    [Test]
    public async Task A_hundred_parallel_requests_are_answered()
    {
        await StartAdmin();
        HttpClient client = OpenHttp();
        (int Status, JObject Json)[] results = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(number => Post(client, "user add", new { id = $"user{number}", password = "secret" })));
        Assert.That(results.Select(result => result.Status), Is.All.EqualTo(200));
        Assert.That(((JArray)(await Post(client, "user list")).Json["accounts"]!).Count, Is.EqualTo(100));
    }

    [Test]
    public async Task A_body_that_is_too_long_or_no_JSON_is_refused()
    {
        await StartAdmin();
        HttpClient client = OpenHttp();
        string[] wrong = ["[]", "{\"id\":", "{\"id\":{\"a\":1}}", "{} {}", "{\"ID\":\"bob\"}"];
        foreach ((string body, int status) in wrong.Select(body => (body, 400)).Append((new string('x', 100_000), 413)))
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using HttpResponseMessage response = await client.PostAsync(new Uri("/api/user/remove", UriKind.Relative), content);
            Assert.That((int)response.StatusCode, Is.EqualTo(status), body[..Math.Min(20, body.Length)]);
        }

        using var bytes = new ByteArrayContent([0xFF, 0xFE]);
        using HttpResponseMessage notText = await client.PostAsync(new Uri("/api/user/remove", UriKind.Relative), bytes);
        Assert.That((int)notText.StatusCode, Is.EqualTo(400));
        Assert.That((await Post(client, "user remove", new { })).Json["message"], Is.EqualTo((JToken)"'id' is missing; usage: user remove <id>"));
        Assert.That((await Post(client, "user explode", new { })).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_client_that_says_nothing_is_closed()
    {
        await StartAdmin();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPEndPoint.Parse(new Uri(Admin.Url!).Authority));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        Assert.That(await socket.ReceiveAsync(new byte[1], deadline.Token), Is.Zero);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task The_socket_and_the_token_are_for_their_owner_only()
    {
        Setup = Setup with { Store = "journal" };
        await StartAdmin();
        string socket = Path.Combine(Server.DataDirectory, "admin.sock");
        foreach (string path in new[] { socket, Path.Combine(Server.DataDirectory, "admin.token") })
            Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), path);
        HttpClient client = OpenSocket(socket);
        Assert.That((await Get(client, "/readyz")).Status, Is.EqualTo(200));
        Assert.That((await Post(client, "user list")).Status, Is.EqualTo(200));
        await Admin.DisposeAsync();
        Assert.That(File.Exists(socket), Is.False);
    }

    [Test]
    public async Task Every_verb_describes_itself()
    {
        await StartAdmin();
        (_, string text) = await Get(OpenHttp(), "/api");
        Assert.That(JArray.Parse(text).Select(verb => (string?)verb["path"]), Does.Contain("/api/user/add").And.Contain("/api/purge"));
    }

    [Test]
    public async Task The_audit_log_tells_who_did_what_from_where_without_passwords()
    {
        await StartAdmin();
        HttpClient client = OpenHttp();
        await Post(client, "user add", new { id = "bob", password = "Geheim4711" });
        await Post(client, "user remove", new { id = "carol" });
        JObject[] lines = ReadAudit();
        Assert.That(lines.Select(line => (string?)line["verb"]), Is.EqualTo(new[] { "user add", "user remove" }));
        Assert.That(lines[0].ToString(), Does.Not.Contain("Geheim4711"));
        Assert.That(lines[0]["arguments"]!.ToString(Formatting.None), Is.EqualTo("{\"id\":\"bob\",\"password\":\"***\"}"));
        Assert.That((lines[0]["who"], lines[0]["door"], lines[0]["from"]), Is.EqualTo(((JToken)"token", (JToken)"tcp", (JToken)"127.0.0.1")));
        Assert.That((lines[1]["result"], lines[1]["reason"]), Is.EqualTo(((JToken)"not-found", (JToken)"There is no account carol.")));
        Assert.That(Server.Log.Select(line => line.Message), Has.Some.StartsWith("token (tcp, 127.0.0.1): user add "));
    }
}
