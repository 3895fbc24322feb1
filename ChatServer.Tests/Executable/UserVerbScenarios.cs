using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using Utf8 = System.Text.UTF8Encoding;

namespace ChatServer.Tests.Executable;

/// <summary>The operator's command line, with the server running and without.</summary>
[Platform(Include = "Linux,MacOsX")]
public class UserVerbScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-user-");

    private const string WithoutServer = "no server runs with this configuration file; '";

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [TestCase(false)]
    [TestCase(true)]
    public async Task Accounts_are_made_changed_listed_and_removed(bool serverRuns)
    {
        Configure(new ServerSetup { Accounts = "closed", Store = "journal" });
        using ServerProcess? server = serverRuns ? ServerProcess.OfChatServer("--config", ConfigFile) : null;
        if (server != null)
            await server.UntilOutput("Ctrl-C stops the server.");

        Assert.That(await Run("user add bob", "secret"), Is.EqualTo((0, "The account bob was added.", "")));
        Assert.That(await Run("user add alice --password-stdin", "secret"), Is.EqualTo((0, "The account alice was added.", "")));
        Assert.That(await Run("user add bob", "other"), Is.EqualTo((1, "", "ChatServer: There is an account bob already; 'user passwd' changes its password.")));
        Assert.That(await Run("user passwd bob", "changed"), Is.EqualTo((0, "The account bob has a new password.", "")));
        Assert.That(await Run("user passwd carol", "changed"), Is.EqualTo((1, "", "ChatServer: There is no account carol.")));
        Assert.That(await Run("user remove alice"), Is.EqualTo((0, "The account alice was removed.", "")));
        Assert.That(await Run("user add 朱丽叶", "密码"), Is.EqualTo((0, "The account 朱丽叶 was added.", "")));
        (int exitCode, string output, _) = await Run("user list");
        Assert.That(exitCode, Is.Zero);
        Assert.That(output.Split('\n').Select(line => line.Split(' ')[0]), Is.EqualTo(new[] { "ID", "bob", "朱丽叶" }));
        Assert.That(output, Does.Match("\nbob +[-0-9]+T[0-9:.]+Z"));

        using ServerProcess after = server ?? ServerProcess.OfChatServer("--config", ConfigFile);
        await after.UntilOutput(serverRuns
            ? "Nobody can log in yet: make accounts with the arguments 'user add ID'."
            : "Only the accounts that you made can log in (2); 'user add ID' makes more.");
        using ScriptedClient bob = await LogIn(after, "bob", "secret", "账号或密码错误");
        using ScriptedClient other = await LogIn(after, "bob", "changed", "登录成功");
        await Stop(after);
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Whoever_is_logged_in_is_disconnected()
    {
        Configure(new ServerSetup { Accounts = "open" });
        using ServerProcess server = ServerProcess.OfChatServer("--config", ConfigFile);
        await server.UntilOutput("The first login with a new id makes its account; afterwards only its password logs in.");
        using ScriptedClient bob = await LogIn(server, "bob", "secret", "登录成功");
        Assert.That(await Run("user remove bob"), Is.EqualTo((0, "The account bob was removed.", "")));
        await bob.Receives("管理员已删除您的账号,您已经下线");
        await bob.ReceivesEnd();
        string socket = Path.Combine(_directory.FullName, "data", "admin.sock");
        Assert.That(File.GetUnixFileMode(socket), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        await Stop(server);
        Assert.That(File.Exists(socket), Is.False);
    }

    [Test]
    public async Task Wrong_passwords_and_ids_are_refused_without_repeating_them()
    {
        Configure(new ServerSetup { Accounts = "closed", Store = "journal" });
        Assert.That(await Run("user add bob", "two words"), Is.EqualTo((1, "", "ChatServer: A password is 1 to 128 characters, without spaces and control characters.")));
        Assert.That((await Run("user add bob", "")).ExitCode, Is.EqualTo(1));
        Assert.That((await Run("user add b:b", "secret")).Errors, Does.Contain("'b:b' is no id"));
        foreach (string wrong in (string[])["user add bob Geheim4711", "user ad bob Geheim4711", "usr add bob Geheim4711", "user add bob --password=Geheim4711"])
        {
            (int exitCode, _, string errors) = await Run(wrong);
            Assert.That((exitCode, errors.Contains("Geheim4711", StringComparison.Ordinal)), Is.EqualTo((2, false)), errors);
        }

        Assert.That((await Run("user")).ExitCode, Is.EqualTo(2));
        Assert.That((await Run("user list --password-stdin")).ExitCode, Is.EqualTo(2));
    }

    [Test]
    public async Task Without_a_server_accounts_in_memory_cannot_be_changed()
    {
        Configure(new ServerSetup { Accounts = "closed" });
        Assert.That(await Run("user list"), Is.EqualTo((3, "", "ChatServer: the store is of the type memory, and no server runs: there is nothing to change.")));
    }

    [Test]
    public async Task A_socket_that_a_killed_server_left_behind_does_no_harm()
    {
        Configure(new ServerSetup { Accounts = "closed", Store = "journal" });
        using (ServerProcess killed = ServerProcess.OfChatServer("--config", ConfigFile))
            await killed.UntilOutput("Ctrl-C stops the server.");
        Assert.That(File.Exists(Path.Combine(_directory.FullName, "data", "admin.sock")), Is.True);
        Assert.That(await Run("user add bob", "secret"), Is.EqualTo((0, "The account bob was added.", "")));
        using ServerProcess server = ServerProcess.OfChatServer("--config", ConfigFile);
        await server.UntilOutput("Ctrl-C stops the server.");
        Assert.That(await Run("user add alice", "secret"), Is.EqualTo((0, "The account alice was added.", "")));
        await Stop(server);
        Assert.That(server.Errors, Is.Empty);
    }

    private static async Task<ScriptedClient> LogIn(ServerProcess server, string id, string password, string answer)
    {
        ScriptedClient client = await ScriptedClient.Connect(id, await server.EndPoint("Utf8"), new Utf8());
        await client.Sends($"Check {id} {password}");
        await client.Receives("Welcome to SuperSocket Chat Server", answer);
        return client;
    }

    private static async Task Stop(ServerProcess server)
    {
        server.Signal(PosixSignal.SIGTERM);
        Assert.That(await server.Ended(), Is.Zero);
    }

    private void Configure(ServerSetup setup) => File.WriteAllText(ConfigFile, setup.ToXml());

    private async Task<(int ExitCode, string Output, string Errors)> Run(string arguments, string? input = null)
    {
        using ServerProcess program = ServerProcess.OfChatServer([.. arguments.Split(' '), "--config", ConfigFile]);
        if (input != null)
            await program.Types(input);
        int exitCode = await program.Ended();
        return (exitCode, string.Join('\n', program.Output), string.Join('\n', program.Errors.Where(line => !line.Contains(WithoutServer))));
    }
}
