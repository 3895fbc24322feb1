using System.Runtime.InteropServices;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>A restart in order: the port stays open, and passwords that were verified stay verified.</summary>
[Platform(Include = "Linux")]
public class PlannedRestartScenarios
{
    private const string TakenOver = "The verified passwords of 1 accounts are taken over from the process before.";

    private const long CloseOnExec = 0x80000;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-restart-");
    private readonly InheritableSocket _socket = new();

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string Left => Path.Combine(_directory.FullName, "data", "verified-passwords");

    [SetUp]
    public void Configure() => Configure(string.Empty);

    [TearDown]
    public void Delete()
    {
        _socket.Dispose();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Clients_who_connect_during_a_restart_wait_and_log_in_at_once()
    {
        using (ServerProcess server = StartActivated())
        {
            await server.UntilOutput($"Utf8             {_socket.EndPoint}");
            Assert.That(server.Errors, Has.Some.Contains($"listens on {_socket.EndPoint}, a socket that the service manager has opened."));
            Assert.That(GetListeningFlags(server.Id), Has.Some.Matches<long>(flags => (flags & CloseOnExec) == 0), "closing it must not disconnect the others");
            await LogInAndStop(server);
        }

        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Left), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        using ScriptedClient early = await ScriptedClient.Connect("romeo", _socket.EndPoint, new System.Text.UTF8Encoding());
        using ServerProcess next = StartActivated();
        await early.Receives("Welcome to SuperSocket Chat Server");
        Assert.That(File.Exists(Left), Is.False);
        await early.Sends("Check romeo secret");
        await early.Receives("登录成功");
        Assert.That(next.Errors, Has.Some.Contains(TakenOver));
        next.Signal(PosixSignal.SIGTERM);
        Assert.That(await next.Ended(), Is.Zero);
    }

    [Test]
    public async Task A_killed_server_leaves_nothing_and_a_setting_switches_it_off()
    {
        using (ServerProcess server = StartActivated())
        {
            using ScriptedClient romeo = await LogIn();

            // The end of this block kills the server.
        }

        Assert.That(File.Exists(Left), Is.False);
        Configure("restartMemory=\"0\"");
        using ServerProcess next = StartActivated();
        await LogInAndStop(next);
        Assert.That(File.Exists(Left), Is.False);
    }

    [Test]
    public async Task The_runtime_directory_of_a_service_is_preferred()
    {
        string runtime = Path.Combine(_directory.FullName, "run");
        Directory.CreateDirectory(runtime);

        // What a process without it has left does not stay in the other directory.
        using (ServerProcess earlier = StartActivated())
            await LogInAndStop(earlier);
        Assert.That(File.Exists(Left));
        using ServerProcess server = ServerProcess.OfShell(ConfigFile, $"export RUNTIME_DIRECTORY='{runtime}'; {_socket.Shell}", string.Empty, "bash");
        await LogInAndStop(server);
        Assert.That(File.Exists(Left), Is.False);
        Assert.That(Directory.GetFiles(runtime).Select(Path.GetFileName), Is.EqualTo(new[] { "verified-passwords" }));
    }

    [Test]
    public async Task A_socket_without_a_listener_is_warned_of_and_one_for_another_process_is_not_used()
    {
        using var other = new InheritableSocket();
        using (ServerProcess server = ServerProcess.OfShell(ConfigFile, other.Shell, string.Empty, "bash"))
        {
            // The port of the configuration is in use: by the socket that was not passed on.
            Assert.That(await server.Ended(), Is.EqualTo(1));
            Assert.That(server.Errors, Has.Some.Contains("the port is in use"));
            Assert.That(server.Errors, Has.Some.Contains($"has opened {other.EndPoint}, and no server has a listener with this address"));
        }

        using ServerProcess foreign = ServerProcess.OfShell(ConfigFile, _socket.Shell.Replace("$$", "1", StringComparison.Ordinal), string.Empty, "bash");
        Assert.That(await foreign.Ended(), Is.EqualTo(1));
    }

    // The flags of all descriptors of the process that are the inherited socket. The framework disconnects a socket that is close-on-exec if it is closed
    // during a call of accept, and with it the socket of the service manager.
    private long[] GetListeningFlags(int process)
    {
        string inode = File.ReadLines($"/proc/{process}/net/tcp").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Single(line => line[1].EndsWith($":{_socket.EndPoint.Port:X4}", StringComparison.Ordinal) && line[3] == "0A")[9];
        return
        [
            .. Directory.GetFiles($"/proc/{process}/fd").Where(file => new FileInfo(file).LinkTarget == $"socket:[{inode}]")
                .Select(file => File.ReadLines($"/proc/{process}/fdinfo/{Path.GetFileName(file)}"))
                .Select(lines => lines.Single(line => line.StartsWith("flags:", StringComparison.Ordinal)))
                .Select(line => Convert.ToInt64(line["flags:".Length..].Trim(), 8)),
        ];
    }

    private void Configure(string accountAttributes)
    {
        var setup = new ServerSetup { Accounts = "open", Store = "journal", Chat = "<log level=\"Info\" />" };
        setup = setup with { AccountAttributes = $"{setup.AccountAttributes} {accountAttributes}" };
        string text = setup.ToXml();
        int port = text.IndexOf("port=\"0\"", StringComparison.Ordinal);
        File.WriteAllText(ConfigFile, $"{text[..port]}port=\"{_socket.EndPoint.Port}\"{text[(port + "port=\"0\"".Length)..]}");
    }

    private ServerProcess StartActivated() => ServerProcess.OfShell(ConfigFile, _socket.Shell, string.Empty, "bash");

    private async Task<ScriptedClient> LogIn()
    {
        ScriptedClient romeo = await ScriptedClient.Connect("romeo", _socket.EndPoint, new System.Text.UTF8Encoding());
        await romeo.Sends("Check romeo secret");
        await romeo.Receives("Welcome to SuperSocket Chat Server", "登录成功");
        return romeo;
    }

    private async Task LogInAndStop(ServerProcess server)
    {
        using ScriptedClient romeo = await LogIn();
        server.Signal(PosixSignal.SIGTERM);
        Assert.That(await server.Ended(), Is.Zero);
    }
}
