namespace ChatServer.Tests.Fuzz;

/// <summary>The product and the oracle differ.</summary>
public sealed class FuzzException : Exception
{
    /// <summary>Makes a finding without a text.</summary>
    public FuzzException()
    {
    }

    /// <summary>Makes a finding.</summary>
    /// <param name="message">The input, and both results.</param>
    public FuzzException(string message)
        : base(message)
    {
    }

    /// <summary>Makes a finding.</summary>
    /// <param name="message">The input.</param>
    /// <param name="innerException">What the product threw.</param>
    public FuzzException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Throws if two lists of results differ.</summary>
    /// <param name="what">What is compared.</param>
    /// <param name="expected">What the oracle says.</param>
    /// <param name="actual">What the product did.</param>
    public static void ThrowIfDifferent<T>(string what, IReadOnlyList<T> expected, IReadOnlyList<T> actual)
    {
        if (expected.SequenceEqual(actual))
            return;
        int same = expected.Zip(actual).TakeWhile(pair => Equals(pair.First, pair.Second)).Count();
        throw new FuzzException($"{what}: number {same} is {At(actual, same)} instead of {At(expected, same)} (of {actual.Count} instead of {expected.Count})");
    }

    private static string At<T>(IReadOnlyList<T> list, int index) => index < list.Count ? $"<{list[index]}>" : "nothing";
}
