using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>A group whose server is killed again and again while its members talk.</summary>
public sealed class GroupCrashScenarios
{
    private const int Rounds = 6;

    private static readonly string[] People = ["romeo", "juliet", "tybalt", "paris"];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-group-");

    // For each member the texts that must come, in the order in which each sender sent them, and those that may.
    private readonly Dictionary<string, List<string>> _owed = People.ToDictionary(id => id, _ => new List<string>());
    private readonly HashSet<string> _sent = [];

    [TearDown]
    public void TearDown() => _directory.Delete(recursive: true);

    [Test]
    public async Task Nobody_loses_a_message_that_was_acknowledged_nor_the_membership([Values(1, 2)] int seed)
    {
        var random = new Random(seed);
        string file = Path.Combine(_directory.FullName, "Chat.config");
        await File.WriteAllTextAsync(file, new ServerSetup { Store = "journal" }.ToXml());
        for (int round = 0; round <= Rounds; round++)
        {
            using ServerProcess server = ServerProcess.OfChatServer("--config", file);
            IPEndPoint endPoint = await server.EndPoint("Utf8");
            ScriptedClient[] members = await Task.WhenAll(People.Select(id => ReturnAsync(id, endPoint, isFirst: round == 0)));
            if (round == Rounds)
                return;

            Task[] talks = [.. members.Select((member, i) => TalkAsync(People[i], member, round))];
            await Task.Delay(random.Next(100, 800));
            server.Dispose();
            await Task.WhenAll(talks);
            foreach (ScriptedClient member in members)
                member.Dispose();
        }
    }

    // Logs in, checks what comes, and confirms it.
    private async Task<ScriptedClient> ReturnAsync(string id, IPEndPoint endPoint, bool isFirst)
    {
        ScriptedClient client = await ScriptedClient.Connect(id, endPoint, Encoding.UTF8);
        await client.Receives("Welcome to SuperSocket Chat Server");
        await client.Sends($"Check {id} secret", $"Chat {id} the end");
        await client.Receives("登录成功");
        var came = new List<string>();
        string line;
        while ((line = await client.ReceivesLine()).Contains(" 在群 verona 里发送:", StringComparison.Ordinal))
            came.Add(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..^37]);
        Assert.That(line, Does.Contain(":the end "), "a message to itself comes behind what was stored before");
        lock (_owed)
        {
            Assert.That(came, Is.Unique, $"what comes to {id}");
            Assert.That(_owed[id].Except(came), Is.Empty, $"was acknowledged and does not come to {id}");
            Assert.That(came.Except(_sent), Is.Empty, $"comes to {id} and was never sent");
            foreach (string sender in People)
            {
                string[] texts = [.. came.Where(text => text.StartsWith(sender, StringComparison.Ordinal))];
                Assert.That(texts, Is.Ordered.Using<string>(ByNumber), $"of {sender} to {id}");
            }

            _owed[id].Clear();
        }

        await client.Sends("Lang en", "Join verona", "Confirm *", "Members verona", "Receipt on");
        await client.Receives("The language is English");
        Assert.That(await client.ReceivesLine(), Does.StartWith("You are in verona"));
        while (!(line = await client.ReceivesLine()).StartsWith("Confirmed ", StringComparison.Ordinal))
            Assert.That(line, Does.EndWith("joined verona"));
        do
            line = await client.ReceivesLine();
        while (line.EndsWith("joined verona", StringComparison.Ordinal));
        if (!isFirst)
            Assert.That(line, Does.StartWith("verona has 4 members"));
        while (await client.ReceivesLine() != "Receipts are on")
        {
        }

        return client;
    }

    // Says something again and again until the connection breaks; what is acknowledged is owed to all others.
    private async Task TalkAsync(string id, ScriptedClient client, int round)
    {
        try
        {
            for (int i = 0; ; i++)
            {
                string text = $"{id} {round * 100_000 + i}";
                lock (_owed)
                    _sent.Add(text);
                await client.Sends($"Say verona {text}");
                string line;
                do
                    line = await client.TryReceiveLine() ?? string.Empty;
                while (line.Length > 0 && !line.StartsWith("Stored on disk ", StringComparison.Ordinal) && !line.StartsWith("Not stored: nobody", StringComparison.Ordinal));
                if (line.Length == 0)
                    return;
                if (line[0] != 'S')
                    continue;
                lock (_owed)
                {
                    foreach (string other in People.Where(other => other != id))
                        _owed[other].Add(text);
                }
            }
        }
        catch (SocketException)
        {
            // The server is gone.
        }
    }

    private static int ByNumber(string a, string b) => Number(a).CompareTo(Number(b));

    private static int Number(string text) => int.Parse(text[(text.IndexOf(' ', StringComparison.Ordinal) + 1)..], System.Globalization.CultureInfo.InvariantCulture);
}
