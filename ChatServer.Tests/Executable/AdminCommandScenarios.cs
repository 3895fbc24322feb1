using System.Runtime.InteropServices;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>The command <c>admin</c> of the command line.</summary>
[Platform(Include = "Linux,MacOsX")]
public class AdminCommandScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-admin-");

    private const string WithoutServer = "no server runs with this configuration file; '";

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [SetUp]
    public void Configure() => File.WriteAllText(ConfigFile, new ServerSetup { Accounts = "open", Store = "journal" }.ToXml());

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task It_administers_the_running_server()
    {
        using ServerProcess server = ServerProcess.OfChatServer("--config", ConfigFile);
        await server.UntilOutput("Ctrl-C stops the server.");
        using ScriptedClient bob = await ScriptedClient.Connect("bob", await server.EndPoint("Utf8"), new System.Text.UTF8Encoding());
        await bob.Sends("Check bob secret", "Join verona", "Chat alice hello");
        await bob.Receives("Welcome to SuperSocket Chat Server", "登录成功", "您在群 verona 里,共 1 人", "消息未发送成功");

        Assert.That((await Run("status")).Output, Does.Match("state +ready").And.Match("users online +1").And.Match("Utf8 +127.0.0.1:[0-9]+ +running +1"));
        (int exitCode, string output, _) = await Run("sessions", "bob", "--json");
        Assert.That((exitCode, (string?)JObject.Parse(output)["sessions"]!.Single()["user"]), Is.EqualTo((0, "bob")));
        Assert.That((await Run("groups")).Output, Is.EqualTo("GROUP   MEMBERS\nverona        1"));
        Assert.That((await Run("mailbox", "alice")).Output, Does.Match("unconfirmed messages +1"));
        Assert.That(await Run("announce", "back", "at", "5"), Is.EqualTo((0, "1 session was told.", "")));
        await bob.Receives("公告:back at 5");
        Assert.That((await Run("level", "debug", "--log", "ChatSocket")).Output, Does.Contain("ChatSocket  debug"));
        Assert.That((await Run("level", "loud")).ExitCode, Is.EqualTo(2));
        Assert.That(await Run("ban", "192.0.2.0/24", "--reason", "too many"), Is.EqualTo((0, "192.0.2.0/24 is banned.", "")));
        Assert.That((await Run("bans")).Output, Does.Contain("192.0.2.0/24  -      too many"));
        Assert.That(await Run("user", "role", "bob", "king"), Is.EqualTo((2, "", "ChatServer: 'king' is no role: write user or operator.")));
        string import = Path.Combine(_directory.FullName, "accounts.jsonl");
        await File.WriteAllTextAsync(import, """{"id":"carol","password":"secret"}""");
        Assert.That(await Run("user", "import", import), Is.EqualTo((0, "1 account was added, 0 existed already, 0 lines failed.", "")));
        Assert.That(await Run("kick", "bob"), Is.EqualTo((0, "1 session was disconnected.", "")));
        await bob.Receives("管理员已断开您的连接");
        Assert.That(await Run("kick", "bob"), Is.EqualTo((1, "", "ChatServer: There is no session of bob.")));
        Assert.That((await Run("drain", "--within", "1")).ExitCode, Is.Zero);
        Assert.That((await Run("groups")).ExitCode, Is.EqualTo(3));
        server.Signal(PosixSignal.SIGTERM);
        Assert.That(await server.Ended(), Is.Zero);
        Assert.That(server.Errors, Is.Empty);
    }

    [Test]
    public async Task A_server_whose_file_was_broken_is_asked_at_its_socket()
    {
        using ServerProcess server = ServerProcess.OfChatServer("--config", ConfigFile);
        await server.UntilOutput("Ctrl-C stops the server.");
        string right = await File.ReadAllTextAsync(ConfigFile);
        await File.WriteAllTextAsync(ConfigFile, right.Replace("<limits ", "<limits colour=\"red\" ", StringComparison.Ordinal));
        (int exitCode, _, string errors) = await Run("status");
        Assert.That((exitCode, errors), Is.EqualTo((1, errors)));
        Assert.That(errors, Does.Contain("colour").And.Contain("To ask a server that runs all the same, name its socket: --socket PATH"));

        string socket = Path.Combine(_directory.FullName, "data", "admin.sock");
        Assert.That((await Run("status", "--socket", socket)).Output, Does.Match("state +ready"));
        Assert.That((await Run("status", "--socket", socket + "2")), Is.EqualTo((3, "", $"ChatServer: no server listens at {socket}2.")));
        using (ServerProcess health = ServerProcess.OfChatServer("health", "--socket", socket, "--config", ConfigFile))
            Assert.That(await health.Ended(60), Is.Zero);
        await File.WriteAllTextAsync(ConfigFile, right);
        server.Signal(PosixSignal.SIGTERM);
        Assert.That(await server.Ended(), Is.Zero);
    }

    [Test]
    public async Task Without_a_server_it_works_on_the_data_and_says_what_needs_a_server()
    {
        Assert.That(await Run("ban", "bob"), Is.EqualTo((0, "bob is banned.", "")));
        Assert.That((await Run("bans")).Output, Does.Contain("bob"));
        using (ServerProcess bans = ServerProcess.OfChatServer("admin", "bans", "--config", ConfigFile))
        {
            await bans.Ended(60);
            string data = Path.Combine(_directory.FullName, "data");
            Assert.That(bans.Errors, Is.EqualTo(new[] { $"ChatServer: {WithoutServer}bans' works on the data in {data}." }));
        }

        Assert.That(await Run("status"), Is.EqualTo((3, "", "ChatServer: no server runs with this configuration file, and 'status' needs one.")));
        (int exitCode, string output, _) = await Run("sessions", "--json");
        Assert.That((exitCode, (string?)JObject.Parse(output)["error"]), Is.EqualTo((3, "unavailable")));
        JObject[] audit = [.. (await File.ReadAllLinesAsync(Path.Combine(_directory.FullName, "data", "audit.log"))).Select(JObject.Parse)];
        Assert.That(audit.Select(line => (string?)line["verb"]), Is.EqualTo(new[] { "ban", "bans", "bans" }));
        Assert.That(audit.Select(line => (string?)line["door"]), Is.All.EqualTo("offline"));
    }

    private async Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments)
    {
        using ServerProcess program = ServerProcess.OfChatServer(["admin", .. arguments, "--config", ConfigFile]);
        int exitCode = await program.Ended(60);
        return (exitCode, string.Join('\n', program.Output), string.Join('\n', program.Errors.Where(line => !line.Contains(WithoutServer))));
    }
}
