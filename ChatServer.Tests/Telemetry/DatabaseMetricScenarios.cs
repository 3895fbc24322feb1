using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>What the metrics say of the database, and of the servers that share it.</summary>
public sealed class DatabaseMetricScenarios() : MetricScenario("cluster")
{
    [Test]
    public async Task Records_and_commits_are_counted()
    {
        ScriptedClient romeo = await LogInAt(0, "romeo");
        double records = Meter.Read("chat.database.records"), recorded = Meter.Recorded("chat.database.batch.records").Sum();
        await romeo.Sends("Receipt on", "Chat juliet 1", "Chat juliet 2");
        for (int i = 0; i < 5; i++)
            await romeo.ReceivesLine();

        Assert.That(Meter.Read("chat.database.records"), Is.EqualTo(records + 2));
        await Until("the commit is recorded", () => Meter.Recorded("chat.database.batch.records").Sum() >= recorded + 2);
        Assert.That(Meter.Recorded("chat.database.flush.duration"), Is.Not.Empty.And.All.InRange(0, 60));
        Assert.That(Meter.Read("chat.database.waiting"), Is.Zero);
        Assert.That(Meter.Read("chat.database.failing"), Is.Zero);
        Assert.That(Meter.Read("chat.database.refused"), Is.Zero);
        Assert.That(Meter.Instruments.Where(instrument => instrument.Name.Contains("journal", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Batches_of_the_other_server_come_over_the_connection()
    {
        ScriptedClient juliet = await LogInAt(0, "juliet");
        ScriptedClient romeo = await LogInAt(1, "romeo");
        await UntilMetric("chat.cluster.nodes", 2);
        await UntilMetric("chat.cluster.links", 1);
        double linked = Meter.Read("chat.cluster.batches", ("way", "link"));
        for (int i = 0; i < 20; i++)
        {
            await romeo.Sends($"Chat juliet {i}");
            await juliet.ReceivesFrom("romeo", $"{i}");
        }

        Assert.That(Meter.Read("chat.cluster.batches", ("way", "link")), Is.GreaterThan(linked));
        Assert.That(Meter.Read("chat.cluster.pending"), Is.Zero);
        Assert.That(Meter.Read("chat.cluster.lag"), Is.InRange(0, 60));
        Assert.That(Meter.Read("chat.cluster.fencings"), Is.Zero);
    }

    [Test]
    public async Task Batches_of_a_server_that_cannot_be_reached_are_read_from_the_table()
    {
        Setup = Setup with { Store = "postgres", StoreAttributes = Attributes("a", "a secret of one server") };
        ScriptedClient juliet = await LogInAt(0, "juliet");
        using var other = new RunningServer(Setup with { StoreAttributes = Attributes("b", "the secret of another") });
        using ScriptedClient romeo = await ScriptedClient.Connect("romeo", other.EndPoint("utf-8"), System.Text.Encoding.UTF8);
        await romeo.ReceivesLine();
        await romeo.Sends("Check romeo secret");
        await romeo.Receives(LoggedIn);
        await romeo.Sends("Chat juliet hello");
        await juliet.ReceivesFrom("romeo", "hello");

        Assert.That(Meter.Read("chat.cluster.batches", ("way", "table")), Is.Positive);
        Assert.That(Meter.Read("chat.cluster.batches", ("way", "link")), Is.Zero);
        Assert.That(Meter.Read("chat.cluster.losses"), Is.Positive);
        Assert.That(Meter.Read("chat.cluster.nodes"), Is.EqualTo(2));
        Assert.That(Meter.Read("chat.cluster.links"), Is.Zero);
    }

    private static string Attributes(string node, string secret) => $"node=\"{node}\" address=\"127.0.0.1:0\" secret=\"{secret}\"";

    private async Task<ScriptedClient> LogInAt(int node, string name)
    {
        ScriptedClient client = await Connect(node, name);
        await client.Sends($"Check {name} secret");
        await client.Receives(LoggedIn);
        return client;
    }
}
