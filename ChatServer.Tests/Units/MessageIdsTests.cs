using System.Globalization;
using ChatServer.Core.Messages;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

public class MessageIdsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void A_million_ids_of_four_threads_are_unique_and_grow_on_each_thread()
    {
        var ids = new MessageIds(TimeProvider.System);
        var all = new Guid[4][];
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            var mine = new Guid[250_000];
            for (int i = 0; i < mine.Length; i++)
                mine[i] = ids.Next();
            all[thread] = mine;
        });

        foreach (Guid[] mine in all)
            AssertStrictlyGrowing(mine);
        Assert.That(all.SelectMany(mine => mine).Distinct().Count(), Is.EqualTo(1_000_000));
    }

    [Test]
    public void A_million_ids_of_one_millisecond_grow_as_numbers_and_as_texts()
    {
        var ids = new MessageIds(new SetClock { Now = Noon });
        Guid[] made = [.. Enumerable.Range(0, 1_000_000).Select(_ => ids.Next())];
        AssertStrictlyGrowing(made);
        Assert.That(made.Zip(made.Skip(1)).All(pair => string.CompareOrdinal(pair.First.ToString(), pair.Second.ToString()) < 0), Is.True);
    }

    [Test]
    public void Ids_say_that_they_are_of_version_7_and_when_they_were_made()
    {
        var clock = new SetClock { Now = Noon };
        var ids = new MessageIds(clock);
        for (int i = 0; i < 1000; i++)
        {
            Guid id = ids.Next();
            Assert.That(id.Version, Is.EqualTo(7));
            Assert.That(id.Variant, Is.InRange(8, 11));
            Assert.That(Convert.ToInt64(id.ToString("N")[..12], 16), Is.EqualTo(clock.Now.ToUnixTimeMilliseconds()));
            clock.Now += TimeSpan.FromMilliseconds(7);
        }
    }

    [Test]
    public void The_order_of_an_id_is_its_time_and_its_counter()
    {
        var ids = new MessageIds(TimeProvider.System);
        for (int i = 0; i < 1000; i++)
        {
            Guid id = ids.Next();
            var bits = UInt128.Parse(id.ToString("N"), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var counter = (long)(((bits >> 64) & 0xFFF) << 8 | ((bits >> 54) & 0xFF));
            Assert.That(MessageIds.OrderOf(id), Is.EqualTo(((long)(bits >> 80) << 20) | counter));
            Assert.That(MessageIds.TimeOf(id).ToUnixTimeMilliseconds(), Is.EqualTo((long)(bits >> 80)));
        }
    }

    [Test]
    public void Ids_grow_when_the_clock_is_set_back()
    {
        var clock = new SetClock { Now = Noon };
        var ids = new MessageIds(clock);
        Guid before = ids.Next();
        clock.Now -= TimeSpan.FromDays(1);
        Guid after = ids.Next();
        clock.Now = Noon.AddMilliseconds(1);
        AssertStrictlyGrowing([before, after, ids.Next()]);
    }

    [Test]
    public void Ids_of_two_makers_at_the_same_instant_differ()
    {
        var clock = new SetClock { Now = Noon };
        Guid[] made = [new MessageIds(clock).Next(), new MessageIds(clock).Next()];
        Assert.That(made, Is.Unique);
    }

    private static void AssertStrictlyGrowing(Guid[] ids)
    {
        for (int i = 1; i < ids.Length; i++)
        {
            if (ids[i - 1].CompareTo(ids[i]) >= 0)
                Assert.Fail($"{ids[i]} follows {ids[i - 1]}");
        }
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
