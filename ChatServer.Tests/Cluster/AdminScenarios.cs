using ChatServer.Admin;
using ChatServer.Core;
using ChatServer.Core.Storage;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>An administrator asks one of two nodes, and both act.</summary>
public sealed class AdminScenarios : ChatScenario
{
    [SetUp]
    public void Configure() => Setup = new ServerSetup { Store = "cluster", Accounts = "open" };

    [Test]
    public async Task Any_node_lists_the_sessions_of_all()
    {
        await LogInAt(0, "romeo");
        await LogInAt(1, "juliet");
        JObject sessions = AdminJson.Write(await Ask("sessions"));
        Assert.That(sessions["sessions"]!.Select(row => $"{row["node"]} {row["user"]}"), Is.EquivalentTo(new[] { "n0 romeo", "n1 juliet" }));
        Assert.That(sessions["sessions"]!.Select(row => (string?)row["since"]), Has.All.Match("^20.*Z$"));
        Assert.That(await Server.Administer("sessions juliet"), Does.Contain("juliet").And.Not.Contain("romeo"));
    }

    [Test]
    public async Task A_user_is_kicked_wherever_the_session_is()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        ScriptedClient juliet = await LogInAt(1, "juliet");
        JObject kick = AdminJson.Write(await Ask("kick juliet"));
        Assert.That(kick["count"]!.Value<int>(), Is.EqualTo(1));
        Assert.That(kick["ok"]!.Value<bool>(), Is.True);
        Assert.That(kick["nodes"]!.Select(row => $"{row["node"]} {row["result"]} {row["count"]}"), Is.EqualTo(new[] { "n0 not-found ", "n1 done 1" }));
        await juliet.ReceivesUntilEnd();
        await romeo.ReceivesNothing();
        AdminResult nobody = await Ask("kick juliet");
        Assert.That(nobody.Status, Is.EqualTo(AdminStatus.NotFound));
        Assert.That(nobody.Message, Does.Contain("no session of juliet"));
    }

    [Test]
    public async Task An_announcement_reaches_the_users_of_all_nodes()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        ScriptedClient juliet = await LogInAt(1, "juliet");
        Assert.That(AdminJson.Write(await Ask("announce closing at six"))["count"]!.Value<int>(), Is.EqualTo(2));
        Assert.That(await romeo.ReceivesLine(), Does.Contain("closing at six"));
        Assert.That(await juliet.ReceivesLine(), Does.Contain("closing at six"));
    }

    [Test]
    public async Task An_operator_in_the_chat_asks_all_nodes()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        await LogInAt(1, "juliet");
        await Server.Administer("user role romeo operator");
        await romeo.Sends("Admin status");
        string line;
        do
            line = await romeo.ReceivesLine();
        while (!line.Contains("n1", StringComparison.Ordinal));
        Assert.That(line, Does.Contain("n1").And.Contain("done").Or.Contain("Utf8"));
    }

    [Test]
    public async Task A_node_that_does_not_answer_is_named()
    {
        await LogInAt(0, "romeo");
        Peers(1).Answer = _ => new TaskCompletionSource<string>().Task;
        JObject status = AdminJson.Write(await Ask("status"));
        Assert.That(status["ok"]!.Value<bool>(), Is.True);
        Assert.That((string?)status["message"], Is.EqualTo("No answer: n1."));
        Assert.That(status["nodes"]!.Select(row => $"{row["node"]} {row["result"]}"), Is.EqualTo(new[] { "n0 done", "n1 unavailable" }));
        Assert.That((string?)status["nodes"]![0]!["state"], Is.EqualTo((string?)status["state"]));
    }

    [Test]
    public async Task Wrong_arguments_are_refused_without_asking_others()
    {
        bool isAsked = false;
        Peers(1).Answer = _ =>
        {
            isAsked = true;
            return Task.FromResult("{}");
        };
        Assert.That((await Ask("sessions --max many")).Status, Is.EqualTo(AdminStatus.InvalidArguments));
        Assert.That(isAsked, Is.False);
        Assert.That(AdminJson.Write(await Ask("sessions"))["nodes"]![1]!["message"]!.Value<string>(), Does.Contain("cannot be read"));
        Assert.That(isAsked, Is.True);
    }

    [Test]
    public async Task Another_node_carries_out_only_verbs_for_all_nodes()
    {
        await LogInAt(0, "romeo");
        IReadOnlyList<PeerAnswer> answers = await Peers(0).AskAllAsync(
            """{"who":"x","verb":"user remove","from":"n0","arguments":{"id":"romeo"}}""", TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        Assert.That(answers.Single().Text, Does.Contain("NotFound"));
        Assert.That(Server.Accounts.Exists("romeo"), Is.True);
    }

    private Task<AdminResult> Ask(string line) => Server.AdministerAsync(line);

    private IPeerServers Peers(int node) => ((IChat)Server.Server("utf-8", node).System).Peers!;

    private async Task<ScriptedClient> LogInAt(int node, string name)
    {
        ScriptedClient client = await Connect(node, name);
        await client.Sends($"Check {name} secret");
        await client.Receives(LoggedIn);
        return client;
    }
}
