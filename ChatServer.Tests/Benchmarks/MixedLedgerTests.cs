using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Workloads;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

public class MixedLedgerTests
{
    [Test]
    public void What_was_sent_before_a_round_is_no_latency_of_it()
    {
        var ledger = new MixedLedger(new LoadErrors());
        ledger.Expect(from: 0, to: 1, number: 0);
        ledger.StartRound();
        ledger.Expect(from: 0, to: 1, number: 1);
        ledger.Receive(from: 0, to: 1, number: 0, hereSince: 0);
        ledger.Receive(from: 0, to: 1, number: 1, hereSince: 0);
        Assert.That((ledger.Received, ledger.Open, ledger.Times.Count), Is.EqualTo((2, 0, 1)));
    }
}
