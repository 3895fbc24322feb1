namespace ChatServer.Core.Storage;

/// <summary>
/// Shows which changes are durable. Each change has a position; positions never fall. Code that must not report a change before it is durable waits for its
/// position. Thread-safe.
/// </summary>
public interface IDurability
{
    /// <summary>What a durable change survives.</summary>
    StoreLevel Level { get; }

    /// <summary>Whether the store accepts new messages.</summary>
    StoreCondition Condition { get; }

    /// <summary>Why the store is <see cref="StoreCondition.Failing"/>, as text for people. <see langword="null"/> in other conditions.</summary>
    string? Failure { get; }

    /// <summary>Every change up to this position is durable.</summary>
    long Durable { get; }

    /// <summary>The position of the last change. When it is durable, everything that happened before this property was read is durable.</summary>
    long Appended { get; }

    /// <summary>Registers a callback for when <paramref name="position"/> is durable, and flushes early.</summary>
    /// <param name="position">The position.</param>
    /// <param name="observer">
    /// Called once, on any thread, possibly before this method returns. If the positions of successive calls do not fall, the callbacks run in the order of the
    /// calls.
    /// </param>
    void Notify(long position, ICommitObserver observer);

    /// <summary>Waits until the store is no longer <see cref="StoreCondition.Behind"/>.</summary>
    /// <returns>A task that completes then. It never faults.</returns>
    Task WhenReadyAsync();
}
