using System.Net;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>Two people with the real telnet at the server that was started as README says, but on free ports.</summary>
[Category("Telnet")]
public class TelnetScenario
{
    private readonly List<ServerProcess> _programs = [];
    private IPEndPoint _endPoint = new(IPAddress.Loopback, 0);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-telnet-");

    [TearDown]
    public void EndAll()
    {
        foreach (ServerProcess program in Enumerable.Reverse(_programs))
            program.Dispose();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Two_people_talk_by_telnet_and_survive_a_lost_connection()
    {
        if (!Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), path => File.Exists(Path.Combine(path, "telnet"))))
            Assert.Ignore("There is no telnet program here.");

        // The shipped configuration in a directory of its own, on free ports: a server that runs as README says is not disturbed.
        string config = Path.Combine(_directory.FullName, "App.config");
        await File.WriteAllTextAsync(config, FreePorts.In(await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "App.config"))));
        ServerProcess server = Start("dotnet", ["run", "--project", "ChatServer", "-c", "Release", "--", "--config", config], RepositoryRoot());
        await server.UntilOutput("Ctrl-C stops the server.", seconds: 10 * Deadline.DefaultSeconds);
        _endPoint = await server.EndPoint("ChatSocket");
        ServerProcess romeo = await Connect();
        ServerProcess juliet = await Connect();
        await romeo.Types("Check romeo secret");
        await romeo.UntilOutput("登录成功");
        await juliet.Types("Check juliet secret");
        await juliet.UntilOutput("登录成功");

        await romeo.Types("Chat juliet 你好,朱丽叶");
        await juliet.UntilOutput("romeo 给你发消息:你好,朱丽叶 ");
        await juliet.Types("Confirm " + IdOf(juliet, "你好,朱丽叶"));
        await juliet.Types("Chat romeo 你好,罗密欧");
        await romeo.UntilOutput("juliet 给你发消息:你好,罗密欧 ");

        juliet.Dispose();
        ServerProcess watcher = await Connect();
        await watcher.Types("Check watcher secret");
        await watcher.UntilOutput("登录成功");
        var deadline = new Deadline();
        while (!watcher.Output.Contains("在线 2 人:romeo watcher"))
        {
            Assert.That(deadline.IsOver, Is.False, "the lost connection is not noticed");
            await watcher.Types("Who");
            await Task.Delay(20);
        }

        await romeo.Types("Chat juliet 你还在吗?");
        await romeo.UntilOutput("消息未发送成功");
        juliet = await Connect();
        await juliet.Types("Check juliet secret");
        await juliet.UntilOutput("romeo 给你发送消息:你还在吗? ");
        await juliet.Types("Confirm " + IdOf(juliet, "你还在吗?"));
        await juliet.Types("HB R");
        await juliet.UntilLine("R");
        Assert.That(juliet.Output, Has.None.Contains("你好,朱丽叶"), "confirmed before the connection was lost");

        juliet.Dispose();
        juliet = await Connect();
        await juliet.Types("Check juliet secret");
        await juliet.Types("HB R");
        await juliet.UntilLine("R");
        Assert.That(juliet.Output, Has.None.Contains("给你发"), "all is confirmed");
        await juliet.Types("Quit");
        await juliet.Ended();
    }

    private static string IdOf(ServerProcess program, string text)
        => program.Output.Last(line => line.Contains(text, StringComparison.Ordinal))[^36..];

    private static string RepositoryRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "ChatServer.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests do not lie in the repository.");
        return directory.FullName;
    }

    private async Task<ServerProcess> Connect()
    {
        ServerProcess telnet = Start("telnet", [$"{_endPoint.Address}", $"{_endPoint.Port}"]);
        await telnet.UntilOutput("Welcome to SuperSocket Chat Server");
        return telnet;
    }

    private ServerProcess Start(string program, string[] arguments, string? directory = null)
    {
        var started = new ServerProcess(program, arguments, directory);
        _programs.Add(started);
        return started;
    }
}
