using System.Net;
using ChatServer.Client;
using ChatServer.Tests.Architecture;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>HAProxy, with the configuration of deploy/cluster, before three servers.</summary>
[Platform(Include = "Linux")]
public sealed class BalancerScenarios
{
    private const int Messages = 100;

    [Test]
    public async Task Clients_behind_the_balancer_go_on_when_a_server_is_killed()
    {
        int[] admin = [FreePort(), FreePort(), FreePort()];
        var setup = new ServerSetup { CommandAssembly = "ChatServer", Accounts = "open", Attributes = "proxyProtocolFrom=\"127.0.0.1\"" };
        using var nodes = new ClusterProcesses(setup, count: 3, node => $"<admin endPoint=\"127.0.0.1:{admin[node]}\" />");
        IPEndPoint[] servers = [await nodes.EndPoint(0), await nodes.EndPoint(1), await nodes.EndPoint(2)];
        int port = FreePort();
        using var balancer = new ChildProcess(
            "haproxy", ["-f", Path.Combine(Sources.Root, "deploy", "cluster", "haproxy.cfg")], environment: Variables(port, servers, admin));
        var options = new ChatClientOptions { Server = new Uri($"chat://127.0.0.1:{port}"), Id = "romeo", Password = "secret" };
        await using ChatClient romeo = await ConnectWhenReady(options);
        await using ChatClient juliet = await ChatClient.ConnectAsync(options with { Id = "juliet" });
        await using IAsyncEnumerator<ChatMessage> received = juliet.Messages.GetAsyncEnumerator();
        for (int i = 0; i < Messages; i++)
        {
            // With the first two, everybody has lost a server at least once.
            if (i == Messages / 3)
                nodes.Kill(0);
            if (i == 2 * Messages / 3)
                nodes.Kill(1);
            await romeo.SendAsync("juliet", $"{i}");
            Assert.That(await received.MoveNextAsync(), Is.True);
            Assert.That(received.Current.Text, Is.EqualTo($"{i}"));
        }
    }

    private static Dictionary<string, string?> Variables(int port, IPEndPoint[] servers, int[] admin)
    {
        var variables = new Dictionary<string, string?> { ["CHAT_BIND"] = $"127.0.0.1:{port}" };
        for (int i = 0; i < servers.Length; i++)
        {
            char name = (char)('A' + i);
            variables[$"CHAT_{name}"] = servers[i].ToString();
            variables[$"CHAT_{name}_ADMIN"] = $"{admin[i]}";
        }

        return variables;
    }

    // Until the first checks of the balancer have succeeded, nobody gets through.
    private static async Task<ChatClient> ConnectWhenReady(ChatClientOptions options)
    {
        var deadline = new Deadline();
        while (true)
        {
            try
            {
                return await ChatClient.ConnectAsync(options);
            }
            catch (ChatException) when (!deadline.IsOver)
            {
                await Task.Delay(100);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
