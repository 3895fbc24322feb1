namespace ChatServer.Core.Storage;

/// <summary>What a store on disk shows of itself, for metrics. Thread-safe.</summary>
public interface IJournalFigures
{
    /// <summary>Raised when records are durable, by the thread that writes them: a handler must be fast and must not throw.</summary>
    event Action<JournalFlush>? Flushed;

    /// <summary>Records that were appended since the start.</summary>
    long RecordCount { get; }

    /// <summary>Bytes that are written and durable, since the start.</summary>
    long WrittenBytes { get; }

    /// <summary>Bytes that wait for the disk.</summary>
    long WaitingBytes { get; }

    /// <summary>Bytes of all files that a start would read.</summary>
    long SizeBytes { get; }

    /// <summary>Free bytes of the disk, as of about a second ago; <see cref="long.MaxValue"/> if nobody knows.</summary>
    long FreeBytes { get; }

    /// <summary>Compactions since the start.</summary>
    long CompactionCount { get; }

    /// <summary>Whether the journal cannot be written.</summary>
    bool IsFailing { get; }
}

/// <summary>One flush of the journal.</summary>
/// <param name="Duration">How long the system took to make the records durable.</param>
/// <param name="Records">How many records shared it.</param>
public readonly record struct JournalFlush(TimeSpan Duration, long Records);
