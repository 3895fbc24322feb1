namespace TestKit;

/// <summary>Waits for a condition, with a deadline that only a bug reaches.</summary>
public static class Wait
{
    private const int PollMilliseconds = 5;

    /// <summary>Waits until a condition is true.</summary>
    /// <param name="condition">The condition. It is evaluated again and again.</param>
    /// <param name="what">The condition in words, for the exception.</param>
    /// <param name="seconds">Maximum duration.</param>
    /// <exception cref="TimeoutException">It is still false at the deadline.</exception>
    public static Task Until(Func<bool> condition, string what, double seconds = Deadline.DefaultSeconds) => Until(condition, () => what, seconds);

    /// <inheritdoc cref="Until(Func{bool}, string, double)"/>
    public static async Task Until(Func<bool> condition, Func<string> what, double seconds = Deadline.DefaultSeconds)
    {
        var deadline = new Deadline(seconds);
        while (!condition())
        {
            if (deadline.IsOver)
                throw new TimeoutException($"Not within {seconds} s: {what()}.");
            await Task.Delay(PollMilliseconds).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until a value is the expected one.</summary>
    /// <exception cref="TimeoutException">It is another one at the deadline.</exception>
    public static Task UntilEqual<T>(Func<T> value, T expected)
        => Until(() => EqualityComparer<T>.Default.Equals(value(), expected), () => $"the value is {expected}, but it is {value()}");
}
