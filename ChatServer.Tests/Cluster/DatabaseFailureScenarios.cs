using ChatServer.Postgres;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>The database fails and comes back. For users it is like a disk that fails.</summary>
public sealed class DatabaseFailureScenarios : ChatScenario, IAsyncDisposable
{
    private readonly TestDatabase _database = new();
    private FlakyProxy? _proxy;

    [SetUp]
    public void Configure()
    {
        string schema = TestDatabase.NewSchema();
        Setup = new ServerSetup { Store = "postgres", Schema = schema, Connection = _database.GetConnection(schema) };
    }

    // After the server has ended.
    public async ValueTask DisposeAsync()
    {
        if (_proxy != null)
            await _proxy.DisposeAsync();
        _database.Dispose();
    }

    [Test]
    public async Task Messages_are_refused_while_it_is_down_and_nothing_is_lost_or_stored_twice()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet one");
        await romeo.Receives("回执已开启");
        string one = await romeo.ReceivesMessage("已存盘");
        await romeo.Receives(NotDelivered);

        using var meter = new MeterReader("ChatServer", Server.Server("utf-8").System);
        Assert.That(meter.Read("chat.database.failing"), Is.Zero);
        Server.ExpectError("The database cannot be written");
        _database.Stop();
        await Until("the failure is noticed", () => Server.Server("utf-8").System.Store.Failure != null);
        Assert.That(meter.Read("chat.database.failing"), Is.EqualTo(1));
        await romeo.Sends("Chat juliet two");
        await romeo.Receives("消息未保存:服务器无法写入磁盘,请稍后再试");
        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives("账号未保存:服务器无法写入磁盘,请稍后再试");

        _database.Start();
        await Until("the database is used again", () => Server.Server("utf-8").System.Store.Failure == null);
        Assert.That(meter.Read("chat.database.failing"), Is.Zero);
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        Assert.That(await juliet.ReceivesAgain("romeo", "one"), Is.EqualTo(one));
        await romeo.Sends("Chat juliet three");
        await romeo.ReceivesMessage("已存盘");
        await juliet.ReceivesFrom("romeo", "three");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_server_whose_database_has_lost_commits_says_so_and_ends()
    {
        await using var replication = new FlakyProxy(() => _database.EndPoint);
        using TestDatabase standby = _database.CreateStandby(replication.EndPoint);
        TestDatabase primary = _database;
        FlakyProxy proxy = _proxy = new FlakyProxy(() => primary.EndPoint);
        Setup = Setup with { Connection = _database.GetConnection(Setup.Schema, proxy.EndPoint) };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet one");
        await romeo.Receives("回执已开启");
        await romeo.ReceivesMessage("已存盘");
        await romeo.Receives(NotDelivered);
        await Until("the standby has the message", () => standby.Execute($"select count(*) from {Setup.Schema}.message") is ["1"]);

        replication.Stall();
        await romeo.Sends("Chat juliet two");
        await romeo.ReceivesMessage("已存盘");
        Server.ExpectError("the database has lost commits");
        Server.AllowError("The database cannot be written");
        _database.Kill();
        standby.Promote();
        primary = standby;
        Assert.That(await romeo.ReceivesUntilEnd(), Does.Contain(NotDelivered).And.Contain(ShuttingDown));
        Assert.That(Server.Server("utf-8").System.Store.Failure, Does.Contain("Was a standby promoted that was not synchronous?"));
    }

    [Test]
    public async Task A_failure_that_lasts_longer_than_a_server_may_be_silent_ends_no_server()
    {
        Setup = Setup with { Store = "cluster" };
        Server.ExpectError("The database cannot be written");
        Server.ExpectError("The database has not answered for too long");
        _database.Stop();
        await Until("the users of both are disconnected", () => Server.Log.Count(line => line.Message.Contains("for too long", StringComparison.Ordinal)) == 2);

        // Now the rows of both are too old.
        await Task.Delay(TimeSpan.FromSeconds(2));
        _database.Start();
        await Until("both use the database again", () => Enumerable.Range(0, 2).All(node => Server.Server("utf-8", node).System.Store.Failure == null));
        ScriptedClient romeo = await Connect(0, "romeo");
        await romeo.Sends("Check romeo secret");
        await romeo.Receives(LoggedIn);
        ScriptedClient juliet = await Connect(1, "juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        await romeo.Sends("Chat juliet hello");
        await juliet.ReceivesFrom("romeo", "hello");
        Assert.That(Enumerable.Range(0, 2).Select(node => ((PostgresStore)Server.Server("utf-8", node).System.Store).EndReason), Is.All.Null);
    }

    [Test]
    public async Task A_batch_whose_outcome_is_unknown_is_stored_once()
    {
        FlakyProxy proxy = _proxy = new FlakyProxy(() => _database.EndPoint);
        Setup = Setup with { Connection = _database.GetConnection(Setup.Schema, proxy.EndPoint) };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on");
        await romeo.Receives("回执已开启");
        Server.ExpectError("The database cannot be written");
        for (int i = 0; i < 10; i++)
        {
            // The batch arrives, and its answer does not.
            proxy.Stall(toServer: false, toClient: true);
            await romeo.Sends($"Chat juliet {i}");
            await Until("the batch is on its way", () => Server.Server("utf-8").System.Store.Durable < Server.Server("utf-8").System.Store.Appended);
            proxy.Reset();
            await Until("the database is used again", () => Server.Server("utf-8").System.Store is { Failure: null } store && store.Durable == store.Appended);
        }

        Server.Restart();
        ScriptedClient juliet = await LogIn("juliet");
        for (int i = 0; i < 10; i++)
            await juliet.ReceivesAgain("romeo", $"{i}");
        await juliet.ReceivesNothing();
    }
}
