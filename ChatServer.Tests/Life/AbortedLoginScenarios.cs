using System.Diagnostics;
using System.Net.Sockets;
using ChatServer.Core.Accounts;
using ChatServer.Core.Users;
using ChatServer.Sessions;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>Connections that are reset at any moment of their lives, many at a time and few ids among them.</summary>
public class AbortedLoginScenarios : ChatScenario
{
    private const int Clients = 24;
    private const int MaxConnections = 3000;
    private static readonly string[] Ids = ["romeo", "juliet", "mercutio", "tybalt"];
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2.5);

    // Cut off somewhere: between two commands, in the middle of one, behind the last.
    private static readonly string[] Says =
    [
        "Check {0} secret\r\n",
        "Check {0} secret\r\nChat {1} hello\r\nChat {0} hello\r\n",
        "Check {0} secret\r\nReceipt all\r\nChat {0} hello\r\nConfirm *\r\n",
        "Check {0} secret\r\nCheck {0} secret\r\nJoin verona\r\nSay verona hello\r\n",
        "Check {0} secret\r\nCheck {1} secret\r\nChat {0} hello\r\n",
        "Check {0} wrong\r\nCheck {0} secret\r\nLeave verona\r\n",
    ];

    [TestCase("none", "memory")]
    [TestCase("open", "memory")]
    [TestCase("open", "journal")]
    public async Task After_connections_were_reset_at_every_moment_nobody_is_logged_in_as_a_ghost(string accounts, string store)
    {
        Setup = new ServerSetup { Accounts = accounts, Store = store, AccountAttributes = "iterations=\"1000\" failuresPerAddress=\"1000000\" failuresPerAccount=\"1000000\"" };
        ScriptedClient watcher = await LogIn("watcher");
        foreach (string id in Ids)
            (await LogIn(id)).Leaves();

        int connections = 0;
        long end = Stopwatch.GetTimestamp() + (long)(Duration.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(number => Task.Run(async () =>
        {
            var random = new Random(number);
            while (Stopwatch.GetTimestamp() < end && Interlocked.Increment(ref connections) <= MaxConnections)
                await ConnectAndReset(random);
        })));
        TestContext.Out.WriteLine($"{connections} connections were reset");

        ChatAppServer server = Server.Server("utf-8");
        await Until("only the watcher's session is left", () => server.SessionCount == 1 && Server.Chat.OnlineCount == 1);
        await watcher.Sends("Who");
        await watcher.Receives("在线 1 人:watcher");

        // Everybody can log in, is answered, is found, and can be ended.
        foreach (string id in Ids)
        {
            ScriptedClient client = await Connect(id);
            await client.Sends($"Check {id} secret");
            await client.Receives(LoggedIn);
            var session = (ChatSession)server.System.FindConnections(id).Single();
            Assert.That(Server.Chat.ConnectionOf(id), Is.SameAs(session));
            Assert.That(session.State, Is.EqualTo(LoginState.LoggedIn));
            if (accounts == "none")
                continue;
            Assert.That(await server.System.RemoveAccountAsync(id), Is.EqualTo(AccountChange.Done));
            await Until($"{id} is offline", () => server.System.FindConnections(id).Count == 0 && Server.Chat.ConnectionOf(id) == null);
        }
    }

    private async Task ConnectAndReset(Random random)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(Server.EndPoint("utf-8"));
            string says = string.Format(System.Globalization.CultureInfo.InvariantCulture, Says[random.Next(Says.Length)], Ids[random.Next(Ids.Length)], Ids[random.Next(Ids.Length)]);
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(says);
            await socket.SendAsync(bytes.AsMemory(0, random.Next(3) == 0 ? random.Next(bytes.Length + 1) : bytes.Length));

            // Until something comes, or not even that: the reset meets the login, its answer or the deliveries behind it.
            if (random.Next(3) > 0)
                await socket.ReceiveAsync(new byte[random.Next(1, 64)]);
            for (int spins = random.Next(3000); spins > 0; spins--)
                Thread.SpinWait(1);
        }
        catch (SocketException)
        {
            // Kicked meanwhile.
        }

        socket.LingerState = new LingerOption(enable: true, seconds: 0);
    }
}
