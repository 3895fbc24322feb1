using System.Globalization;
using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>Users of two nodes with one database.</summary>
public sealed partial class NodeScenarios : ChatScenario
{
    [SetUp]
    public void Configure() => Setup = new ServerSetup { Store = "cluster", Accounts = "open" };

    [Test]
    public async Task A_login_at_another_node_ends_the_earlier_one()
    {
        ScriptedClient first = await LogInAt(0, "romeo");
        ScriptedClient second = await LogInAt(1, "romeo");
        await first.Receives(Kicked);
        await (await LogInAt(0, "juliet")).Sends("Chat romeo hello");
        await second.ReceivesFrom("juliet", "hello");
    }

    [Test]
    public async Task A_user_who_changes_nodes_all_the_time_gets_everything_once_and_in_order()
    {
        const int Moves = 8;
        const int Messages = 400;
        ScriptedClient romeo = await LogInAt(0, "romeo");
        await romeo.Sends("Receipt on");
        await romeo.Receives("回执已开启");
        Task sending = Task.Run(async () =>
        {
            for (int i = 0; i < Messages; i++)
            {
                await romeo.Sends($"Chat juliet {i}");
                string line;
                do
                    line = await romeo.ReceivesLine();
                while (!line.StartsWith("已存盘", StringComparison.Ordinal));
            }
        });
        var seen = new List<int>();
        for (int move = 0; move < Moves && seen.Count < Messages; move++)
        {
            ScriptedClient juliet = await Connect(move, "juliet");
            await juliet.Sends("Check juliet secret");
            int last = -1;
            while (seen.Count < Messages && await juliet.ReceivesLine() is var line && (move == Moves - 1 || seen.Count < (move + 1) * Messages / Moves))
            {
                if (Message().Match(line) is not { Success: true } message)
                    continue;
                int number = int.Parse(message.Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.That(number, Is.GreaterThan(last), "in order within one login");
                last = number;
                if (!seen.Contains(number))
                    seen.Add(number);
                await juliet.Sends($"Confirm {message.Groups[2].Value}");
            }
        }

        await sending;
        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, Messages)));
    }

    [Test]
    public async Task A_sender_who_changes_nodes_keeps_the_order()
    {
        ScriptedClient juliet = await LogInAt(1, "juliet");
        for (int i = 0; i < 20; i++)
        {
            ScriptedClient romeo = await LogInAt(i, "romeo");
            await romeo.Sends($"Chat juliet {i}a", $"Chat juliet {i}b");
            await juliet.ReceivesFrom("romeo", $"{i}a");
            await juliet.ReceivesFrom("romeo", $"{i}b");
        }

        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_password_and_a_ban_apply_at_all_nodes()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        await romeo.Sends("Passwd secret secret2");
        await romeo.Receives("密码已修改");
        ScriptedClient other = await Connect(1, "romeo");
        await other.Sends("Check romeo secret", "Check romeo secret2");
        await other.Receives("账号或密码错误", LoggedIn);
        await Server.Administer("user disable romeo");
        await other.ReceivesUntilEnd();
    }

    [Test]
    public async Task A_node_that_restarts_has_everything()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        await LogInAt(1, "juliet");
        await romeo.Sends("Join verona");
        await romeo.Receives("您在群 verona 里,共 1 人");
        Server.RestartNode(1);
        ScriptedClient juliet = await LogInAt(1, "juliet");
        await juliet.Sends("Who romeo juliet", "Join verona");
        await juliet.ReceivesLine();
        await juliet.Receives("您在群 verona 里,共 2 人");
        await romeo.Receives("juliet 加入了群 verona");
        await romeo.Sends("Say verona hello");
        await juliet.ReceivesMessage("romeo 在群 verona 里说:hello");
    }

    [GeneratedRegex(@"^romeo .*?(\d+) (\S{36})$")]
    private static partial Regex Message();

    private async Task<ScriptedClient> LogInAt(int node, string name)
    {
        ScriptedClient client = await Connect(node, name);
        await client.Sends($"Check {name} secret");
        await client.Receives(LoggedIn);
        return client;
    }
}
