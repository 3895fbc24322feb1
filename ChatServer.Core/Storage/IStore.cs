namespace ChatServer.Core.Storage;

/// <summary>What a stored record survives.</summary>
public enum StoreLevel
{
    /// <summary>Nothing: it ends with the process.</summary>
    Memory,

    /// <summary>The end of the process and of the machine: it is on disk.</summary>
    Disk,
}

/// <summary>Whether a store accepts new messages.</summary>
public enum StoreCondition
{
    /// <summary>It accepts them.</summary>
    Ready,

    /// <summary>
    /// It accepts them, but receives records faster than it writes them. A caller that can wait should wait with <see cref="IDurability.WhenReadyAsync"/>.
    /// </summary>
    Behind,

    /// <summary>It cannot write; see <see cref="IDurability.Failure"/>. Callers should refuse every change that they can refuse.</summary>
    Failing,
}

/// <summary>
/// Keeps the changes of the chat's state in order. Thread-safe. <see cref="Append"/> never waits, so a caller can hold the lock that fixes the order.
/// The position of a record shows later whether the record is durable.
/// </summary>
public interface IStore : IDurability, IAsyncDisposable
{
    /// <summary>The position of everything that <see cref="Open"/> reads. These records are always durable.</summary>
    const long PositionOfRead = 1;

    /// <summary>The position of every record in a store whose changes are durable at once. Such a store need not count records.</summary>
    long IDurability.Appended => PositionOfRead;

    /// <summary>
    /// Whether the store uses records. If not, callers may omit <see cref="Append"/> and use <see cref="PositionOfRead"/> as the position of each change.
    /// </summary>
    bool WantsRecords => true;

    /// <summary>
    /// Whether the record of a message to a group must list its recipients. Several processes that share a store may see the members in different orders.
    /// </summary>
    bool WantsRecipients => false;

    /// <summary>Whether the store may refuse a record after <see cref="Append"/>, because its user has logged in at another process.</summary>
    bool MayRefuse => false;

    /// <summary>Whether this process ends old messages. If several processes share a store, one of them does.</summary>
    bool EndsOldMessages => true;

    /// <summary>Where the records are kept, as text for people; <see langword="null"/> for the path of the options.</summary>
    string? Place => null;

    /// <summary>The figures of a journal; <see langword="null"/> for another store.</summary>
    IJournalFigures? Figures => null;

    /// <summary>The figures of a store in a database; <see langword="null"/> for another store.</summary>
    IDatabaseFigures? DatabaseFigures => null;

    /// <summary>
    /// Identifies the stored state at the last orderly stop: that which <see cref="Open"/> has read, and after <see cref="StopAsync"/> that which it has
    /// written. Empty if there was no orderly stop, or if the store is in memory.
    /// </summary>
    ReadOnlyMemory<byte> StopMark => default;

    /// <summary>Applies the stored records, oldest first, and prepares for new ones. Called once, before any other member.</summary>
    /// <param name="state">
    /// Receives the records. Until the store is disposed of, the store also calls it for a snapshot of the state, on any thread.
    /// </param>
    /// <exception cref="StoreException">The store cannot be used. The message states the reason, as text for people.</exception>
    void Open(IStoreState state);

    /// <summary>Appends a record after all earlier ones.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The position of the record. It is greater than 0, and never less than the position of an earlier record.</returns>
    long Append(in StoreRecord record);

    /// <summary>Writes what was appended, and stops. Until the store is disposed of, no other process can use its data.</summary>
    ValueTask StopAsync() => default;

    /// <summary>Writes a consistent copy of everything into a new directory, while records are appended. Reads it back before it gets its name.</summary>
    /// <param name="directory">Full path of the directory. It must not exist.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="StoreException">There is nothing to copy, or the copy is not as it was written. Nothing is left of it.</exception>
    /// <exception cref="IOException">The copy could not be written. Other file exceptions are also possible.</exception>
    Task<BackupSummary> BackUpAsync(string directory) => throw new StoreException("this kind of store makes no backups; export writes what it holds");

    /// <summary>Removes from the disk what does not belong to the state any more.</summary>
    /// <returns>Paths of files that may still contain it, because the store has set them aside and never touches them.</returns>
    /// <exception cref="StoreException">The disk fails.</exception>
    /// <exception cref="IOException">The disk fails. Other file exceptions are also possible.</exception>
    Task<IReadOnlyList<string>> EraseEndedAsync() => Task.FromResult<IReadOnlyList<string>>([]);
}

/// <summary>The state that a store keeps. It can be rebuilt from records and written as records.</summary>
public interface IStoreState
{
    /// <summary>Applies a record. Called by one thread, before the state is used. The same record may be applied twice.</summary>
    /// <param name="record">The record.</param>
    void Apply(in StoreRecord record);

    /// <summary>
    /// Gets the whole state as records while it changes. They contain every change made before the call, and may contain changes made during it.
    /// </summary>
    /// <returns>The records, created while they are enumerated. The last one is <see cref="RecordKind.LastId"/>, and the only one of its kind.</returns>
    IEnumerable<StoreRecord> Snapshot();
}

/// <summary>Receives a notification when a record becomes durable or cannot be written.</summary>
public interface ICommitObserver
{
    /// <summary>All records up to a position are durable. Must not block or throw.</summary>
    /// <param name="durable">The durable position. It is at least the position that was registered.</param>
    void OnCommitted(long durable);

    /// <summary>The store cannot write. The record stays in memory, and the store writes it when it can write again. Must not block or throw.</summary>
    /// <param name="failure">The reason, as text for people.</param>
    /// <returns>Whether to keep waiting for the record to become durable.</returns>
    bool OnCommitFailed(string failure);
}

/// <summary>A store cannot be used.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates an exception without a reason.</summary>
    public StoreException()
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The reason, as text for people.</param>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Creates an exception.</summary>
    /// <param name="message">The reason, as text for people.</param>
    /// <param name="innerException">The cause.</param>
    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
