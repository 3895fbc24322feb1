using ChatServer.Core.Limits;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

public class StripedCounterTests
{
    [Test]
    public void Changes_of_many_threads_add_up()
    {
        var counter = new StripedCounter(long.MaxValue, step: 1);
        Parallel.For(0, 16, n =>
        {
            for (int i = 0; i < 10_000; i++)
                counter.Add(n % 2 == 0 ? 3 : -1);
        });
        Assert.That(counter.Value, Is.EqualTo(8 * 10_000 * 2));
    }

    [TestCase(0)]
    [TestCase(10)]
    [TestCase(1_000_000)]
    public void It_is_over_its_limit_from_the_first_one_beyond(long limit)
    {
        var counter = new StripedCounter(limit, step: 64);
        for (int i = 0; i < limit; i++)
        {
            counter.Add(1);
            Assert.That(counter.IsOver, Is.False);
        }

        counter.Add(1);
        Assert.That(counter.IsOver, Is.True);
        counter.Add(-1);
        Assert.That(counter.IsOver, Is.False);
    }

    [Test]
    public void One_large_change_is_noticed([Values(1001, 5000, long.MaxValue / 2)] long change)
    {
        var counter = new StripedCounter(limit: 1000, step: 64);
        counter.Add(change);
        Assert.That(counter.IsOver, Is.True);
        counter.Add(-change);
        Assert.That(counter.IsOver, Is.False);
    }

    // Whoever finds it over its limit takes the change back, as a quota does: the limit is never passed for good, and is reached.
    [Test]
    public void Of_many_who_add_while_there_is_room_just_so_many_find_it([Values(1, 50, 5000, 100_000)] int limit)
    {
        var counter = new StripedCounter(limit, step: 64);
        int taken = 0;
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 20_000; i++)
            {
                counter.Add(1);
                if (counter.IsOver)
                    counter.Add(-1);
                else
                    Interlocked.Increment(ref taken);
            }
        });
        Assert.That(counter.Value, Is.EqualTo(taken));
        Assert.That(taken, Is.LessThanOrEqualTo(limit));
        while (taken < limit)
        {
            counter.Add(1);
            Assert.That(counter.IsOver, Is.False);
            taken++;
        }

        counter.Add(1);
        Assert.That(counter.IsOver, Is.True);
    }

    [Test]
    public void A_step_that_is_no_power_of_two_is_refused()
        => Assert.That(() => new StripedCounter(limit: 10, step: 48), Throws.TypeOf<ArgumentOutOfRangeException>());
}
