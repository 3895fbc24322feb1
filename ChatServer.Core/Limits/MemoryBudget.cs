namespace ChatServer.Core.Limits;

/// <summary>
/// Compares what the limits of messages allow with the memory of the process: that of the machine, of its cgroup, or the limit of the garbage collector,
/// whatever is least. docs/limits.md has the measurements behind the numbers.
/// </summary>
public static class MemoryBudget
{
    /// <summary>Memory of a waiting message without its text, in bytes, with its place in the mailbox and a part of the heap's reserve.</summary>
    public const int BytesOfMessage = 256;

    /// <summary>Memory of a character, in bytes.</summary>
    public const int BytesOfCharacter = 2;

    /// <summary>What the process needs before the first user comes, in bytes, outside of the heap too.</summary>
    public const long BytesOfProcess = 96L * 1024 * 1024;

    // A quarter is for garbage, a fifth for sessions, groups, accounts and remembered messages.
    private const double ShareOfMessages = 0.55;
    private const long MinMessages = 1000;
    private const long MinCharacters = 256 * 1024;

    /// <summary>The memory that the process may use, in bytes.</summary>
    public static long GetAvailable() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    /// <summary>The memory that the heap may use, in bytes: without what the process needs besides.</summary>
    public static long GetHeapLimit() => Math.Max(GetAvailable() - (BytesOfProcess / 2), GetAvailable() / 2);

    /// <summary>Lowers the limits of messages so that what they allow fits.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="available">The memory in bytes.</param>
    /// <returns>The same limits, or lower ones.</returns>
    public static StoreLimits Fit(StoreLimits limits, long available)
    {
        ArgumentNullException.ThrowIfNull(limits);
        double budget = Math.Max(0, (ShareOfMessages * available) - BytesOfProcess);
        double needed = ((double)limits.MaxMessages * BytesOfMessage) + ((double)limits.MaxCharacters * BytesOfCharacter);
        if (needed <= budget)
            return limits;
        double part = budget / needed;
        return limits with
        {
            MaxMessages = Math.Min(limits.MaxMessages, Math.Max(MinMessages, (long)(limits.MaxMessages * part))),
            MaxCharacters = Math.Min(limits.MaxCharacters, Math.Max(MinCharacters, (long)(limits.MaxCharacters * part))),
        };
    }
}
