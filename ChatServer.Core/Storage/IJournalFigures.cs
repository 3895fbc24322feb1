namespace ChatServer.Core.Storage;

/// <summary>Figures of a store on disk, for metrics. Thread-safe.</summary>
public interface IJournalFigures
{
    /// <summary>Raised when records become durable, on the thread that writes them. A handler must be fast and must not throw.</summary>
    event Action<StoreFlush>? Flushed;

    /// <summary>Records that were appended since the start.</summary>
    long RecordCount { get; }

    /// <summary>Bytes that are written and durable, since the start.</summary>
    long WrittenBytes { get; }

    /// <summary>Bytes that are not yet written to the disk.</summary>
    long WaitingBytes { get; }

    /// <summary>Total bytes of the files that the next start reads.</summary>
    long SizeBytes { get; }

    /// <summary>Free bytes of the disk, up to about a second old. <see cref="long.MaxValue"/> if unknown.</summary>
    long FreeBytes { get; }

    /// <summary>Compactions since the start.</summary>
    long CompactionCount { get; }

    /// <summary>Whether the journal cannot be written.</summary>
    bool IsFailing { get; }
}
