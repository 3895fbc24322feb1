namespace ChatServer.Core.Storage;

/// <summary>What a stored record survives.</summary>
public enum StoreLevel
{
    /// <summary>Nothing: it ends with the process.</summary>
    Memory,

    /// <summary>The end of the process and of the machine: it is on disk.</summary>
    Disk,
}

/// <summary>Whether a store takes new messages.</summary>
public enum StoreCondition
{
    /// <summary>It does.</summary>
    Ready,

    /// <summary>It does, but writes more slowly than it is given: who can wait should, for <see cref="IDurability.WhenReadyAsync"/>.</summary>
    Behind,

    /// <summary>It cannot write; see <see cref="IDurability.Failure"/>. Nothing that could be refused should be given to it.</summary>
    Failing,
}

/// <summary>
/// Keeps the changes of the chat's state, in their order. Thread-safe. <see cref="Append"/> never waits, so that it can be called under
/// the lock that fixes the order; that a record is durable is known later, by its position.
/// </summary>
public interface IStore : IDurability, IAsyncDisposable
{
    /// <summary>The position of everything that <see cref="Open"/> reads: it is as durable as it gets.</summary>
    const long PositionOfRead = 1;

    /// <summary>A store whose changes are durable at once need not count them.</summary>
    long IDurability.Appended => PositionOfRead;

    /// <summary>Whether records are looked at. If not, they may be left out: <see cref="PositionOfRead"/> is the position of each.</summary>
    bool WantsRecords => true;

    /// <summary>What a store on disk shows of itself; <see langword="null"/> for one in memory.</summary>
    IJournalFigures? Figures => null;

    /// <summary>Applies what was kept, oldest first, and gets ready for more. Called once, before anything else.</summary>
    /// <param name="state">Gets the records; also asked, from any thread and until the store is disposed of, for what is to be kept.</param>
    /// <exception cref="StoreException">The store cannot be used; the message says why, for people.</exception>
    void Open(IStoreState state);

    /// <summary>Adds a record behind all before.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Its position, greater than 0; never less than one before.</returns>
    long Append(in StoreRecord record);
}

/// <summary>What a store keeps: it can be rebuilt from records, and told as records.</summary>
public interface IStoreState
{
    /// <summary>Carries a record out. Called before anything else happens, by one thread. Records may come twice.</summary>
    /// <param name="record">The record.</param>
    void Apply(in StoreRecord record);

    /// <summary>
    /// The whole state as records, while it changes: whatever changed before the call is in them; what changes during it may be.
    /// </summary>
    /// <returns>The records, made as they are taken. The last one is <see cref="RecordKind.LastId"/>, and the only one of its kind.</returns>
    IEnumerable<StoreRecord> Snapshot();
}

/// <summary>Waits for a record to be durable.</summary>
public interface ICommitObserver
{
    /// <summary>Everything up to a position is durable. Must not block or throw.</summary>
    /// <param name="durable">The position, at least the one that was waited for.</param>
    void OnCommitted(long durable);

    /// <summary>The store cannot write; the record stays in memory and is written when that ends. Must not block or throw.</summary>
    /// <param name="failure">Why, for people.</param>
    /// <returns>Whether to go on waiting, and be told the end of it.</returns>
    bool OnCommitFailed(string failure);
}

/// <summary>A store cannot be used.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Makes an exception without a reason.</summary>
    public StoreException()
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Why, for people.</param>
    public StoreException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">Why, for people.</param>
    /// <param name="innerException">What happened.</param>
    public StoreException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
