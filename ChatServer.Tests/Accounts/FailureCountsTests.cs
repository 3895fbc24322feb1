using System.Globalization;
using ChatServer.Core.Accounts;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

public class FailureCountsTests
{
    private readonly FakeTime _time = new();
    private readonly FailureCounts<string> _counts;

    public FailureCountsTests() => _counts = new FailureCounts<string>(new PauseRule(Free: 3, TimeSpan.FromSeconds(60)), _time, maxKeys: 10);

    [Test]
    public void Pauses_begin_with_the_last_free_failure_and_double_up_to_the_longest()
    {
        double[] pauses = [.. Enumerable.Range(0, 12).Select(_ => Fail("a"))];
        Assert.That(pauses, Is.EqualTo(new double[] { 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60 }));
        Assert.That(_counts.PauseOf("b"), Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void A_pause_runs_out()
    {
        for (int i = 0; i < 5; i++)
            Fail("a");
        _time.PassSeconds(2.5);
        Assert.That(_counts.PauseOf("a").TotalSeconds, Is.EqualTo(1.5));
        _time.PassSeconds(1.5);
        Assert.That(_counts.PauseOf("a"), Is.EqualTo(TimeSpan.Zero));
        Assert.That(_counts.Knows("a"), Is.True, "the failures still count");
        Assert.That(Fail("a"), Is.EqualTo(8));
    }

    [Test]
    public void What_failed_long_ago_is_forgotten()
    {
        for (int i = 0; i < 5; i++)
            Fail("a");
        _time.Pass(TimeSpan.FromSeconds(901));
        Assert.That(_counts.Knows("a"), Is.False);
        Assert.That(Fail("b"), Is.Zero);
        Assert.That(_counts.Count, Is.EqualTo(1), "a takes no memory any more");
        Assert.That(Fail("a"), Is.Zero);
    }

    [Test]
    public void A_forgotten_key_starts_anew()
    {
        for (int i = 0; i < 5; i++)
            Fail("a");
        _counts.Forget("a");
        Assert.That((_counts.PauseOf("a"), _counts.Count), Is.EqualTo((TimeSpan.Zero, 0)));
        Assert.That(Fail("a"), Is.Zero);
    }

    [Test]
    public void Of_too_many_keys_the_oldest_is_forgotten()
    {
        for (int i = 0; i < 1000; i++)
        {
            Fail(i.ToString(CultureInfo.InvariantCulture));
            Fail("busy");
        }

        Assert.That(_counts.Count, Is.EqualTo(10));
        Assert.That(_counts.Knows("busy") && _counts.Knows("999") && _counts.Knows("991"), Is.True);
        Assert.That(_counts.Knows("990"), Is.False);
    }

    private double Fail(string key)
    {
        _counts.Add(key);
        return _counts.PauseOf(key).TotalSeconds;
    }
}
