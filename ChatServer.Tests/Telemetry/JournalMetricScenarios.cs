using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>What the metrics say of the journal.</summary>
public sealed class JournalMetricScenarios() : MetricScenario("journal")
{
    [Test]
    public async Task Records_flushes_and_bytes_are_counted()
    {
        ScriptedClient romeo = await LogIn("romeo");
        double records = Meter.Read("chat.journal.records"), written = Meter.Read("chat.journal.written"), size = Meter.Read("chat.journal.size");
        await romeo.Sends("Receipt on", "Chat juliet 1", "Chat juliet 2");
        await romeo.ReceivesLine();
        for (int i = 0; i < 4; i++)
            await romeo.ReceivesLine();

        Assert.That(Meter.Read("chat.journal.records"), Is.EqualTo(records + 2));
        await Until("the flush is recorded", () => Meter.Recorded("chat.journal.batch.records").Sum() >= 2);
        Assert.That(Meter.Recorded("chat.journal.flush.duration"), Is.Not.Empty.And.All.InRange(0, 60));
        double more = Meter.Read("chat.journal.written") - written;
        Assert.That(more, Is.Positive);
        Assert.That(Meter.Read("chat.journal.size"), Is.EqualTo(size + more));
        Assert.That(Meter.Read("chat.journal.waiting"), Is.Zero);
        Assert.That(Meter.Read("chat.journal.disk.free"), Is.Positive);
        Assert.That(Meter.Read("chat.journal.compactions"), Is.Zero);
    }

    [Test]
    public async Task A_failing_journal_is_shown_until_it_has_recovered()
    {
        Server.ExpectError("The journal cannot be written");
        var journal = (JournalStore)Server.Server("utf-8").System.Store;
        ScriptedClient romeo = await LogIn("romeo");
        Assert.That(Meter.Read("chat.journal.failing"), Is.Zero);
        journal.Faults.Write = new IOException("No space left on device");
        await romeo.Sends("Chat juliet 1");
        await UntilMetric("chat.journal.failing", 1);
        await romeo.Sends("Chat juliet 2");
        await UntilMetric("chat.messages.refused", 1, ("reason", "store_failing"));
        journal.Faults.Write = null;
        await UntilMetric("chat.journal.failing", 0);
    }

    [Test]
    public void A_store_in_memory_has_no_metrics_of_a_journal()
    {
        Setup = Setup with { Store = "memory" };
        Assert.That(Meter.Read("chat.users.online"), Is.Zero);
        Assert.That(Meter.Instruments.Where(instrument => instrument.Name.Contains("journal", StringComparison.Ordinal)), Is.Empty);
    }
}
