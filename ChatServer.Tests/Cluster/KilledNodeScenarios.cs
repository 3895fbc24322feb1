using ChatServer.Client;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>A server of the cluster is killed, and its users go on at another one.</summary>
public sealed class KilledNodeScenarios
{
    private const int Messages = 200;

    [Test]
    public async Task Clients_of_a_killed_server_go_on_at_another_and_nothing_is_lost_or_comes_twice()
    {
        using var nodes = new ClusterProcesses(new ServerSetup { CommandAssembly = "ChatServer", Accounts = "open" }, count: 3);
        Uri[] servers = [await Address(nodes, 0), await Address(nodes, 1), await Address(nodes, 2)];
        await using ChatClient romeo = await LogIn("romeo", servers);
        await using ChatClient juliet = await LogIn("juliet", servers);
        Task<List<string>> receiving = Task.Run(async () =>
        {
            var texts = new List<string>();
            using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(6 * Deadline.DefaultSeconds));
            await foreach (ChatMessage message in juliet.Messages.WithCancellation(soon.Token))
            {
                texts.Add(message.Text);
                if (texts.Count == Messages)
                    break;
            }

            return texts;
        });

        for (int i = 0; i < Messages; i++)
        {
            await romeo.SendAsync("juliet", $"{i}");
            if (i == Messages / 3)
                nodes.Kill(0);
            if (i == 2 * Messages / 3)
                nodes.Kill(1);
        }

        Assert.That(await receiving, Is.EqualTo(Enumerable.Range(0, Messages).Select(i => $"{i}")));
        Assert.That(await romeo.WhoAsync(["romeo", "juliet"]), Is.EquivalentTo(new[] { "romeo", "juliet" }));
    }

    private static Task<ChatClient> LogIn(string id, Uri[] servers)
        => ChatClient.ConnectAsync(new ChatClientOptions { Server = servers[0], OtherServers = servers[1..], Id = id, Password = "secret" });

    private static async Task<Uri> Address(ClusterProcesses nodes, int node) => new($"chat://{await nodes.EndPoint(node)}");
}
