using System.Numerics;

namespace ChatServer.Benchmarks.Load;

/// <summary>Counts times in buckets that are at most 1/32 apart, so that nothing is allocated for a measurement.</summary>
internal sealed class LatencyHistogram
{
    private const int StepBits = 5;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[64 * Steps];

    /// <summary>How many times were added.</summary>
    public long Count { get; private set; }

    /// <summary>The longest, in microseconds.</summary>
    public long Longest { get; private set; }

    /// <summary>Adds a time.</summary>
    /// <param name="microseconds">The time; less than 0 counts as 0.</param>
    public void Add(long microseconds)
    {
        long value = Math.Max(0, microseconds);
        _counts[Bucket(value)]++;
        Count++;
        Longest = Math.Max(Longest, value);
    }

    /// <summary>The time that a share of all did not exceed, rounded up to its bucket.</summary>
    /// <param name="share">From 0 to 1: 0.99 for the p99.</param>
    /// <returns>Microseconds; 0 if nothing was added.</returns>
    public long Percentile(double share)
    {
        long rank = (long)Math.Ceiling(share * Count);
        long below = 0;
        for (int bucket = 0; bucket < _counts.Length; bucket++)
        {
            below += _counts[bucket];
            if (below >= rank && below > 0)
                return Math.Min(Longest, LastOf(bucket));
        }

        return Longest;
    }

    // Values below 2 * Steps have buckets of their own; above, each power of two has Steps of them.
    private static int Bucket(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - StepBits);
        return (shift * Steps) + (int)(value >> shift);
    }

    private static long LastOf(int bucket)
    {
        int shift = Math.Max(0, (bucket / Steps) - 1);
        return ((long)(bucket - (shift * Steps) + 1) << shift) - 1;
    }
}
