using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Whose references are remembered when there are too many.</summary>
public class MessageTrackerTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, Sender> _senders = [];
    private int _time;

    [TestCase(1)]
    [TestCase(20)]
    public void Senders_push_out_only_what_they_have_more_than_others(int attackers)
    {
        var tracker = new MessageTracker(1000);
        for (int i = 0; i < 20; i++)
            End(tracker, "romeo", $"r{i}");
        for (int i = 0; i < 20_000; i++)
            End(tracker, $"attacker{i % attackers}", $"r{i}");
        Assert.That(Enumerable.Range(0, 20).Where(i => tracker.Find("romeo", $"r{i}") == null), Is.Empty);
        Assert.That(tracker.RememberedCount, Is.InRange(900, 1000));
        Assert.That(tracker.Remembered(), Has.Length.EqualTo(tracker.RememberedCount));
        Assert.That(tracker.Find("attacker0", $"r{20_000 - attackers}"), Is.Not.Null, "the newest is remembered");
    }

    [Test]
    public void Of_more_senders_than_places_those_that_ended_first_are_forgotten()
    {
        var tracker = new MessageTracker(100);
        for (int i = 0; i < 150; i++)
            End(tracker, $"user{i}", "r");
        Assert.That(tracker.RememberedCount, Is.InRange(95, 100));
        Assert.That((tracker.Find("user149", "r") == null, tracker.Find("user0", "r") == null), Is.EqualTo((false, true)));
    }

    [Test]
    public void One_sender_has_its_own_number()
    {
        var tracker = new MessageTracker(1000, maxRememberedPerSender: 3);
        for (int i = 0; i < 4; i++)
            End(tracker, "romeo", $"r{i}");
        Assert.That(Enumerable.Range(0, 4).Select(i => tracker.Find("romeo", $"r{i}") != null), Is.EqualTo(new[] { false, true, true, true }));
    }

    [Test]
    public void What_ended_long_ago_is_forgotten_and_what_is_unconfirmed_is_not()
    {
        var time = new FakeTime();
        var tracker = new MessageTracker(1000, time: time);
        Add(tracker, "romeo", "unconfirmed");
        End(tracker, "romeo", "old");
        time.PassSeconds(60);
        End(tracker, "romeo", "new");
        tracker.ForgetOlderThan(TimeSpan.FromSeconds(30));
        Assert.That((tracker.Find("romeo", "old") == null, tracker.Find("romeo", "new") == null, tracker.Find("romeo", "unconfirmed") == null), Is.EqualTo((true, false, false)));
    }

    [Test]
    [NonParallelizable]
    public void A_reference_costs_less_memory_than_it_counts()
    {
        const int Count = 100_000;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var tracker = new MessageTracker(0);
        for (int i = 0; i < Count; i++)
            Add(tracker, "romeo", $"r{i}");
        long memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.That(memory / Count, Is.LessThan(MessageQuota.CharactersOfTracking * sizeof(char)));
        GC.KeepAlive(tracker);
    }

    private Guid Add(MessageTracker tracker, string from, string reference)
    {
        if (!_senders.TryGetValue(from, out Sender? sender))
            _senders.Add(from, sender = new Sender(from));
        var message = new TrackedMessage(Guid.NewGuid(), sender, "juliet", reference);
        Assert.That(tracker.TryAdd(message, out _), Is.True);
        return message.Id;
    }

    private void End(MessageTracker tracker, string from, string reference)
        => tracker.Ended(Add(tracker, from, reference), MessageEnd.Confirmed, Start.AddSeconds(++_time));
}
