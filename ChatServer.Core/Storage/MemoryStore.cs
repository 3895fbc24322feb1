namespace ChatServer.Core.Storage;

/// <summary>A store that keeps nothing. All state ends with the process, so every record counts as durable at once.</summary>
public sealed class MemoryStore : IStore
{
    /// <inheritdoc/>
    public StoreLevel Level => StoreLevel.Memory;

    /// <inheritdoc/>
    public bool WantsRecords => false;

    /// <inheritdoc/>
    public StoreCondition Condition => StoreCondition.Ready;

    /// <inheritdoc/>
    public string? Failure => null;

    /// <inheritdoc/>
    public long Durable => long.MaxValue;

    /// <inheritdoc/>
    public void Open(IStoreState state)
    {
    }

    /// <inheritdoc/>
    public long Append(in StoreRecord record) => IStore.PositionOfRead;

    /// <inheritdoc/>
    public void Notify(long position, ICommitObserver observer) => observer.OnCommitted(long.MaxValue);

    /// <inheritdoc/>
    public Task WhenReadyAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
