using ChatServer.Benchmarks.Load;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

public class SequenceCheckTests
{
    private readonly LoadErrors _errors = new();

    [TestCase(new long[] { 0, 1, 2 }, 3, 0, 0, 0)]
    [TestCase(new long[] { 0, 2 }, 3, 1, 0, 0)]
    [TestCase(new long[] { 0, 1 }, 3, 1, 0, 0)]
    [TestCase(new long[] { 0, 1, 1, 2 }, 3, 0, 1, 0)]
    [TestCase(new long[] { 0, 2, 1 }, 3, 0, 0, 1)]
    [TestCase(new long[] { 2, 1, 0, 0 }, 3, 0, 1, 2)]
    [TestCase(new long[] { }, 0, 0, 0, 0)]
    public void What_is_lost_doubled_and_reordered_is_counted(long[] numbers, long sent, long lost, long doubled, long reordered)
    {
        var check = new SequenceCheck(_errors);
        Array.ForEach(numbers, number => check.Add(number));
        check.End(sent);
        Assert.That((_errors.Lost, _errors.Doubled, _errors.Reordered), Is.EqualTo((lost, doubled, reordered)));
        Assert.That(_errors.Any, Is.EqualTo(lost + doubled + reordered > 0));
    }

    [Test]
    public void Over_a_lossy_transport_only_what_never_comes_is_an_error()
    {
        var check = new SequenceCheck(_errors, isLossy: true);
        Array.ForEach([2L, 0, 0], number => check.Add(number));
        Assert.That((check.Low, check.Next, check.Received), Is.EqualTo((1, 3, 2)));
        Assert.That((check.Has(0), check.Has(1), check.Has(3)), Is.EqualTo((true, false, false)));
        check.Add(1);
        check.End(3);
        Assert.That((check.Low, _errors.Any), Is.EqualTo((3, false)));
    }
}
