namespace ChatServer.Benchmarks.Growth;

/// <summary>Where values stand on an axis of a plot.</summary>
internal sealed class SvgScale
{
    private const int MaxTicks = 6;

    private readonly double _least;
    private readonly double _most;
    private readonly double _from;
    private readonly double _to;

    private SvgScale(double least, double most, double from, double to, bool isLogarithmic, IReadOnlyList<double> ticks)
    {
        IsLogarithmic = isLogarithmic;
        Ticks = ticks;
        (_least, _most, _from, _to) = (Transform(least), Transform(most), from, to);
    }

    /// <summary>Whether equal distances are equal factors.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The values that are named on the axis.</summary>
    public IReadOnlyList<double> Ticks { get; }

    // A tenth of the least size above it stands for 0, which has no logarithm.
    private double Zero { get; init; }

    /// <summary>An axis of sizes: logarithmic, with each of them named.</summary>
    /// <param name="sizes">The sizes, in order.</param>
    /// <param name="from">Where the least stands.</param>
    /// <param name="to">Where the greatest stands.</param>
    public static SvgScale OfSizes(IReadOnlyList<double> sizes, double from, double to)
    {
        double zero = sizes.Where(size => size > 0).DefaultIfEmpty(10).Min() / 10;
        return new SvgScale(sizes[0] > 0 ? sizes[0] : zero, Math.Max(sizes[^1], zero), from, to, isLogarithmic: true, sizes) { Zero = zero };
    }

    /// <summary>An axis of values: from 0 on, or logarithmic from a power of ten on if they are further apart than tenfold.</summary>
    /// <param name="values">The values.</param>
    /// <param name="from">Where the least stands.</param>
    /// <param name="to">Where the greatest stands.</param>
    public static SvgScale OfValues(IReadOnlyList<double> values, double from, double to)
    {
        double least = values.Min();
        double most = values.Max() > 0 ? values.Max() : 1;
        if (least > 0 && most > 10 * least)
        {
            double first = Math.Pow(10, Math.Floor(Math.Log10(least)));
            int decades = (int)Math.Ceiling(Math.Log10(most / first));
            return new SvgScale(first, first * Math.Pow(10, decades), from, to, isLogarithmic: true, [.. Enumerable.Range(0, decades + 1).Select(i => first * Math.Pow(10, i))]);
        }

        double step = StepOf(most);
        int steps = (int)Math.Ceiling(most * 1.1 / step);
        return new SvgScale(0, steps * step, from, to, isLogarithmic: false, [.. Enumerable.Range(0, steps + 1).Select(i => i * step)]);
    }

    /// <summary>Where a value stands.</summary>
    public double Map(double value)
        => _most > _least ? _from + ((_to - _from) * (Transform(value) - _least) / (_most - _least)) : (_from + _to) / 2;

    private double Transform(double value) => IsLogarithmic ? Math.Log10(value > 0 ? value : Zero) : value;

    // 1, 2 or 5 times a power of ten.
    private static double StepOf(double most)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(most * 1.1 / MaxTicks)));
        double factor = ((double[])[1, 2, 5, 10]).First(factor => most * 1.1 / (factor * power) <= MaxTicks);
        return factor * power;
    }
}
