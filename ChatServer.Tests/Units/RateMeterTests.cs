using ChatServer.Core.Limits;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Rates, on a clock of the test's own.</summary>
public class RateMeterTests
{
    private const long Start = 1_000_000_000;

    private RateMeter _meter;

    [Test]
    public void A_burst_passes_at_once_and_the_next_one_waits()
    {
        var rate = new Rate(perSecond: 10, burst: 3);
        Assert.That(TakeAll(rate, Start), Is.EqualTo(3));
        Assert.That(_meter.TryTake(rate, Start, out long wait), Is.False);
        Assert.That(wait, Is.EqualTo(100));
    }

    [Test]
    public void Whoever_waits_as_long_as_told_is_not_refused_again()
    {
        foreach (int perSecond in new[] { 1, 3, 7, 999, 1_000_000 })
        {
            var rate = new Rate(perSecond, burst: 5);
            long now = Start;
            _meter = default;
            TakeAll(rate, now);
            for (int i = 0; i < 100; i++)
            {
                if (_meter.TryTake(rate, now, out long wait))
                    continue;
                now += wait;
                Assert.That(_meter.TryTake(rate, now, out _), Is.True, $"{perSecond} per second");
            }
        }
    }

    [Test]
    public void Over_a_long_time_the_rate_holds_exactly()
    {
        var rate = new Rate(perSecond: 70, burst: 10);
        int taken = 0;
        for (long now = Start; now < Start + 100_000; now++)
            taken += TakeAll(rate, now);
        Assert.That(taken, Is.InRange(10 + 6999, 10 + 7000));
    }

    [Test]
    public void A_pause_fills_the_bucket_and_no_more_than_fills_it()
    {
        var rate = new Rate(perSecond: 10, burst: 3);
        TakeAll(rate, Start);
        Assert.That(_meter.IsFull(Start + 299), Is.False);
        Assert.That(_meter.IsFull(Start + 300), Is.True);
        Assert.That(TakeAll(rate, Start + 1_000_000), Is.EqualTo(3));
    }

    [Test]
    public void What_has_happened_already_is_paid_for_later()
    {
        var rate = new Rate(perSecond: 1000, burst: 2);
        Assert.That(_meter.Take(rate, Start), Is.Zero);
        Assert.That(_meter.Take(rate, Start), Is.Zero);
        Assert.That(_meter.Take(rate, Start), Is.EqualTo(1));
        Assert.That(_meter.Take(rate, Start), Is.EqualTo(2));
        Assert.That(_meter.Take(rate, Start + 3), Is.Zero);
    }

    [Test]
    public void However_much_has_happened_the_wait_is_that_of_a_burst_at_most()
    {
        var rate = new Rate(perSecond: 1000, burst: 100);
        for (int i = 0; i < 10_000; i++)
            Assert.That(_meter.Take(rate, Start, count: 100), Is.LessThanOrEqualTo(100));
        Assert.That(_meter.WaitFor(rate, Start), Is.EqualTo(101));
        Assert.That(_meter.Take(rate, Start + 101), Is.Zero);
    }

    [Test]
    public void Zero_per_second_is_no_limit()
    {
        var rate = new Rate(perSecond: 0, burst: 1);
        for (int i = 0; i < 1000; i++)
            Assert.That(_meter.TryTake(rate, Start, out _), Is.True);
        Assert.That(_meter.Take(rate, Start), Is.Zero);
    }

    [Test]
    public void The_largest_and_the_smallest_rate_do_not_overflow()
    {
        const long LateNow = 100L * 365 * 24 * 3600 * 1000;
        Assert.That(TakeAll(new Rate(perSecond: 1, burst: 1000), LateNow), Is.EqualTo(1000));
        _meter = default;
        Assert.That(_meter.TryTake(new Rate(perSecond: 1, burst: SessionLimits.MaxBurst), LateNow, out _), Is.True);
    }

    [Test]
    public void A_meter_allocates_nothing()
    {
        var rate = new Rate(perSecond: 1, burst: 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            _meter.TryTake(rate, Start, out _);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    private int TakeAll(Rate rate, long now)
    {
        int taken = 0;
        while (_meter.TryTake(rate, now, out _))
            taken++;
        return taken;
    }
}
