namespace ChatServer.Benchmarks.Load;

/// <summary>The middle of several measurements.</summary>
internal static class Median
{
    /// <summary>The value in the middle; of an even number of values, the mean of the two.</summary>
    public static double Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
