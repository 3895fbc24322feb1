using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>
/// The first of two nodes cannot reach the database for a moment. Meanwhile a user whose requests wait there logs in at the other node: the database refuses them.
/// </summary>
public sealed class OvertakenScenarios : ChatScenario, IAsyncDisposable
{
    private readonly FlakyProxy _proxy = new(() => TestDatabase.Shared.EndPoint);

    [SetUp]
    public void Configure()
    {
        string schema = TestDatabase.NewSchema();
        Setup = new ServerSetup { Store = "cluster", Schema = schema, FirstConnection = TestDatabase.Shared.GetConnection(schema, _proxy.EndPoint) };

        // On a busy machine, the moment may be long.
        Server.AllowError("The database cannot be written");
    }

    // After the server has ended.
    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Test]
    public async Task A_refused_confirmation_is_not_reported_to_the_sender()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        await romeo.Sends("Receipt on");
        await romeo.Receives("Receipts are on");
        ScriptedClient juliet = await LogInAt(0, "juliet");
        await romeo.Sends("Chat juliet hello");
        string id = await romeo.ReceivesMessage("Stored on disk");
        await juliet.ReceivesMessage("romeo says: hello");

        _proxy.Stall();
        await SendsIntoTheQueue(juliet, $"Confirm {id}");
        ScriptedClient moved = await LogInAt(1, "juliet");
        await moved.ReceivesMessage("romeo sent you: hello");
        await GoesOn();
        await romeo.ReceivesNothing();
        await moved.Sends("Receipt on", $"Confirm {id}");
        await moved.Receives("Receipts are on", $"Confirmed {id}");
        await romeo.Receives($"juliet confirmed {id}");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task Messages_whose_confirmations_were_refused_come_again_in_order()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        ScriptedClient juliet = await LogInAt(0, "juliet");
        await romeo.Sends("Receipt on", "Chat juliet a", "Chat juliet b", "Chat juliet c");
        string[] ids = [await juliet.ReceivesMessage("romeo says: a"), await juliet.ReceivesMessage("romeo says: b"), await juliet.ReceivesMessage("romeo says: c")];

        _proxy.Stall();
        await SendsIntoTheQueue(juliet, $"Confirm {ids[0]}", $"Confirm {ids[1]}");
        ScriptedClient moved = await LogInAt(1, "juliet");
        await GoesOn();
        ScriptedClient back = await LogInAt(0, "juliet");
        foreach (ScriptedClient client in new[] { moved, back })
        {
            foreach (string text in new[] { "a", "b", "c" })
                await client.ReceivesMessage($"romeo sent you: {text}");
        }

        await back.ReceivesNothing();
    }

    [Test]
    public async Task A_recall_of_a_user_who_has_logged_in_elsewhere_has_no_effect()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        await romeo.Sends("Receipt on", "Chat juliet hello");
        await romeo.Receives("Receipts are on");
        string id = await romeo.ReceivesMessage("Stored on disk");
        await romeo.Receives("Not delivered yet: the recipient is offline, the message is kept");

        _proxy.Stall();
        await SendsIntoTheQueue(romeo, $"Recall {id}");
        await LogInAt(1, "romeo");
        await GoesOn();
        Assert.That(await romeo.ReceivesUntilEnd(), Has.None.Contains("Recalled"));
        foreach (int node in new[] { 0, 1 })
            await (await LogInAt(node, "juliet")).ReceivesMessage("romeo sent you: hello");
    }

    [Test]
    public async Task A_node_that_cannot_reach_the_database_disconnects_its_users_who_log_in_at_another_one()
    {
        Server.ExpectError("The database has not answered for too long");
        Server.AllowError("This node ends");
        ScriptedClient juliet = await LogInAt(0, "juliet");
        await LogInAt(1, "romeo");
        _proxy.StallsNewLinks = true;
        _proxy.Stall();
        Assert.That(await juliet.ReceivesUntilEnd(), Does.Contain("The server is shutting down"));
        await LogInAt(1, "juliet");
        _proxy.StallsNewLinks = false;
        _proxy.Resume();
    }

    [Test]
    public async Task A_node_that_misses_what_others_have_stored_ends_and_says_why()
    {
        Server.ExpectError("batches of the node \"n0\" that this node needs are no longer in the database");
        Server.ExpectError("the database has lost commits");
        ScriptedClient romeo = await LogInAt(0, "romeo");
        ScriptedClient juliet = await LogInAt(1, "juliet");
        TestDatabase.Shared.Execute($"update {Setup.Schema}.node set batch = batch + 10 where name = 'n0'");
        Assert.That(await juliet.ReceivesUntilEnd(), Does.Contain("The server is shutting down"));

        // Somebody has changed the number of the batch, so the node cannot know what is stored.
        await romeo.Sends("Chat juliet hello");
        Assert.That(await romeo.ReceivesUntilEnd(), Does.Contain("The server is shutting down"));
    }

    private async Task<ScriptedClient> LogInAt(int node, string name)
    {
        ScriptedClient client = await Connect(node, name);
        await client.Sends("Lang en", $"Check {name} secret");
        await client.Receives("The language is English", "Logged in");
        return client;
    }

    private async Task SendsIntoTheQueue(ScriptedClient client, params string[] lines)
    {
        long appended = Server.Server("utf-8", 0).System.Store.Appended;
        await client.Sends(lines);
        await Until("the requests wait for the database", () => Server.Server("utf-8", 0).System.Store.Appended >= appended + lines.Length);
    }

    private Task GoesOn()
    {
        _proxy.Resume();
        return Until("the first node has stored everything or taken it back", () => Server.Server("utf-8", 0).System.Store is { Failure: null } store && store.Durable == store.Appended);
    }
}
