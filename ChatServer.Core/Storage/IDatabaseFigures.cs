namespace ChatServer.Core.Storage;

/// <summary>Figures of a store in a database and of the servers that share it, for metrics. Counts start with the process. Thread-safe.</summary>
public interface IDatabaseFigures
{
    /// <summary>Raised when a batch is committed, on the thread that writes. A handler must be fast and must not throw.</summary>
    event Action<StoreFlush>? Flushed;

    /// <summary>Records that were appended.</summary>
    long RecordCount { get; }

    /// <summary>Records that the database did not store, because their users had logged in at another server. None of them was acknowledged.</summary>
    long RefusedCount { get; }

    /// <summary>Bytes that are not yet committed.</summary>
    long WaitingBytes { get; }

    /// <summary>Whether the database cannot be written.</summary>
    bool IsFailing { get; }

    /// <summary>Figures of the work with other servers; <see langword="null"/> if this server has no address for them.</summary>
    IClusterFigures? Cluster { get; }
}
