namespace ChatServer.Core.Storage.Journal;

/// <summary>Fault injection for tests: makes disk operations fail. Thread-safe.</summary>
internal sealed class FaultPoints
{
    private volatile Exception? _write;
    private volatile Exception? _flush;

    /// <summary>The exception that every write throws, such as the error of a full disk. <see langword="null"/> for none.</summary>
    public Exception? Write
    {
        get => _write;
        set => _write = value;
    }

    /// <summary>The exception that every flush to the disk throws. <see langword="null"/> for none.</summary>
    public Exception? Flush
    {
        get => _flush;
        set => _flush = value;
    }

    /// <summary>
    /// Gets the exception for the creation of a file, at the point where its header is on disk but its name may not be. The argument is the file's number.
    /// </summary>
    public Func<uint, Exception?>? AfterHeader { get; set; }

    /// <summary>
    /// Gets the exception for the creation of a snapshot, at the point where it has its name but the name may not be on disk. The argument is its number.
    /// </summary>
    public Func<uint, Exception?>? AfterSnapshot { get; set; }

    /// <summary>If set, every flush waits until this task completes.</summary>
    public Task? SlowFlush { get; set; }

    /// <summary>Called before each write.</summary>
    public void BeforeWrite()
    {
        if (_write is { } fault)
            throw fault;
    }

    /// <summary>Called before each flush.</summary>
    public void BeforeFlush()
    {
        SlowFlush?.Wait();
        if (_flush is { } fault)
            throw fault;
    }

    /// <summary>Called when the header of a new file is on disk.</summary>
    /// <param name="number">The file's number.</param>
    public void AfterHeaderOf(uint number)
    {
        if (AfterHeader?.Invoke(number) is { } fault)
            throw fault;
    }

    /// <summary>Called when a snapshot has its name, before the directory is flushed.</summary>
    /// <param name="number">The snapshot's number.</param>
    public void AfterSnapshotOf(uint number)
    {
        if (AfterSnapshot?.Invoke(number) is { } fault)
            throw fault;
    }
}
