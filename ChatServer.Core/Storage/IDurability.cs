namespace ChatServer.Core.Storage;

/// <summary>
/// What is durable. Changes have positions that only grow: who must not tell of a change before it is durable waits for its position. Thread-safe.
/// </summary>
public interface IDurability
{
    /// <summary>What a durable change survives.</summary>
    StoreLevel Level { get; }

    /// <summary>Whether new messages are taken.</summary>
    StoreCondition Condition { get; }

    /// <summary>Why the store is <see cref="StoreCondition.Failing"/>, for people; else <see langword="null"/>.</summary>
    string? Failure { get; }

    /// <summary>Every change up to this position is durable.</summary>
    long Durable { get; }

    /// <summary>The position of the last change: once it is durable, everything is that happened before this was read.</summary>
    long Appended { get; }

    /// <summary>Registers a callback for when a position is durable, and flushes early.</summary>
    /// <param name="position">The position.</param>
    /// <param name="observer">Called once, on any thread, maybe before this returns; in the order of calls of this method for positions that do not fall.</param>
    void Notify(long position, ICommitObserver observer);

    /// <summary>Waits until the store is no longer <see cref="StoreCondition.Behind"/>.</summary>
    /// <returns>Ends then; never faults.</returns>
    Task WhenReadyAsync();
}
