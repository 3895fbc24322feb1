using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using Utf8 = System.Text.UTF8Encoding;

namespace ChatServer.Tests.Executable;

/// <summary>More people connect than the process may have descriptors.</summary>
[Platform(Include = "Linux")]
public class DescriptorScenarios
{
    private const string Welcome = "Welcome to SuperSocket Chat Server";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-descriptors-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task Connections_beyond_the_descriptors_are_refused_and_everybody_else_goes_on()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Web = "maxConnectionNumber=\"2000\"", Udp = string.Empty, Store = "journal" }.ToXml());
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "ulimit -n 500; exec", string.Empty);
        IPEndPoint utf8 = await program.EndPoint("Utf8");
        await program.UntilError("connections are possible at one time, although maxConnectionNumber allows 6000: the system lets this process open 500 files.");
        using ScriptedClient romeo = await LogIn("romeo", utf8);
        using ScriptedClient juliet = await LogIn("juliet", utf8);

        List<Socket> crowd = [];
        foreach (IPEndPoint server in new[] { await program.EndPoint("Web"), utf8, await program.EndPoint("Web") })
        {
            for (int i = 0; i < 300; i++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(server);
                crowd.Add(socket);
            }
        }

        await program.UntilError("refuses connections: all ");
        await romeo.Sends("Receipt on");
        await romeo.ReceivesLine();
        await romeo.Sends("Chat juliet hello");
        await juliet.ReceivesFrom("romeo", "hello");
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("已存盘").Or.StartWith("已保存"));

        // Those who are refused are refused at once, and when others leave there is room again.
        using (var refused = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await refused.ConnectAsync(utf8);
            Assert.That(await ReceiveEnd(refused), Is.True);
        }

        crowd.ForEach(socket => socket.Dispose());
        using ScriptedClient paris = await LogInWhenThereIsRoom("paris", utf8);
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);

        // One line a second at most.
        Assert.That(program.Errors.Count(line => line.Contains("refuses connections", StringComparison.Ordinal)), Is.LessThan(60));
    }

    [Test]
    public async Task The_soft_limit_is_raised_to_the_hard_one()
    {
        await File.WriteAllTextAsync(ConfigFile, new ServerSetup { Connections = 100 }.ToXml());
        using ServerProcess program = ServerProcess.OfShell(ConfigFile, "ulimit -S -n 250; ulimit -H -n 4000; exec", string.Empty);
        await program.EndPoint("Utf8");
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
        Assert.That(program.Errors, Is.Empty);
    }

    private static async Task<ScriptedClient> LogIn(string id, IPEndPoint by)
    {
        ScriptedClient client = await ScriptedClient.Connect(id, by, new Utf8());
        await client.Sends($"Check {id} secret");
        await client.Receives(Welcome, "登录成功");
        return client;
    }

    private static async Task<ScriptedClient> LogInWhenThereIsRoom(string id, IPEndPoint by)
    {
        var deadline = new Deadline();
        while (true)
        {
            ScriptedClient client = await ScriptedClient.Connect(id, by, new Utf8());
            await client.TrySends($"Check {id} secret");
            try
            {
                if (await client.TryReceiveLine() == Welcome)
                {
                    await client.Receives("登录成功");
                    return client;
                }
            }
            catch (Exception e) when (e is SocketException or IOException && !deadline.IsOver)
            {
                // Refused: the server has not seen yet that others have left.
            }

            Assert.That(deadline.IsOver, Is.False);
            client.Dispose();
            await Task.Delay(50);
        }
    }

    private static async Task<bool> ReceiveEnd(Socket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            return await socket.ReceiveAsync(new byte[1], SocketFlags.None, deadline.Token) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
