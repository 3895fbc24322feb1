using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

[NonParallelizable]
public class TheadPoolExTests
{
    private (int Workers, int Ports) _max;
    private (int Workers, int Ports) _min;

    private static (int Workers, int Ports) Max
    {
        get
        {
            ThreadPool.GetMaxThreads(out int workers, out int ports);
            return (workers, ports);
        }
    }

    private static (int Workers, int Ports) Min
    {
        get
        {
            ThreadPool.GetMinThreads(out int workers, out int ports);
            return (workers, ports);
        }
    }

    [SetUp]
    public void Remember() => (_max, _min) = (Max, Min);

    [TearDown]
    public void Restore()
    {
        ThreadPool.SetMinThreads(_min.Workers, _min.Ports);
        ThreadPool.SetMaxThreads(_max.Workers, _max.Ports);
        ThreadPool.SetMinThreads(_min.Workers, _min.Ports);
    }

    [Test]
    public void All_four_bounds_are_set()
    {
        int few = Environment.ProcessorCount;
        Assert.That(TheadPoolEx.ResetThreadPool(few + 100, few + 101, few + 10, few + 11), Is.True);
        Assert.That((Max, Min), Is.EqualTo(((few + 100, few + 101), (few + 10, few + 11))));
    }

    [Test]
    public void Bounds_may_move_past_the_old_ones()
    {
        int few = Environment.ProcessorCount;
        Assert.That(TheadPoolEx.ResetThreadPool(few + 20, few + 20, few, few), Is.True);
        Assert.That(TheadPoolEx.ResetThreadPool(few + 60, few + 60, few + 50, few + 50), Is.True);
        Assert.That(TheadPoolEx.ResetThreadPool(few + 20, few + 20, few + 10, few + 10), Is.True);
        Assert.That((Max, Min), Is.EqualTo(((few + 20, few + 20), (few + 10, few + 10))));
    }

    [TestCase(null)]
    [TestCase(-1)]
    public void A_bound_that_is_absent_or_negative_stays(int? bound)
    {
        Assert.That(TheadPoolEx.ResetThreadPool(bound, bound, bound, bound), Is.True);
        Assert.That((Max, Min), Is.EqualTo((_max, _min)));
    }

    [Test]
    public void Bounds_that_cross_are_refused_and_change_nothing()
    {
        Assert.That(TheadPoolEx.ResetThreadPool(10, 10, 11, 11), Is.False);
        Assert.That((Max, Min), Is.EqualTo((_max, _min)));
    }

    [Test]
    public void An_upper_bound_of_zero_is_refused_and_changes_nothing()
    {
        Assert.That(TheadPoolEx.ResetThreadPool(0, 0, 0, 0), Is.False);
        Assert.That((Max, Min), Is.EqualTo((_max, _min)));
    }
}
