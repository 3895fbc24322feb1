using ChatServer.Benchmarks.Load;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

public class LatencyHistogramTests
{
    [Test]
    public void Percentiles_are_exact_to_a_32nd()
    {
        var histogram = new LatencyHistogram();
        for (int i = 1; i <= 100_000; i++)
            histogram.Add(i);
        Assert.Multiple(() =>
        {
            Assert.That(histogram.Count, Is.EqualTo(100_000));
            Assert.That(histogram.Longest, Is.EqualTo(100_000));
            foreach (double share in (double[])[0.001, 0.01, 0.5, 0.9, 0.99, 0.999, 1])
                Assert.That(histogram.Percentile(share), Is.InRange(share * 100_000, (share * 100_000 * 33 / 32) + 1));
        });
    }

    [Test]
    public void An_empty_histogram_and_times_before_the_schedule_count_as_0()
    {
        var histogram = new LatencyHistogram();
        Assert.That(histogram.Percentile(0.99), Is.Zero);
        histogram.Add(-5);
        Assert.That(histogram.Percentile(0.99), Is.Zero);
    }
}
