namespace ChatServer.Core.Storage.Journal;

/// <summary>Where tests make the disk fail. Thread-safe.</summary>
internal sealed class FaultPoints
{
    private volatile Exception? _write;
    private volatile Exception? _flush;

    /// <summary>What every write throws, such as the error of a full disk; <see langword="null"/> for none.</summary>
    public Exception? Write
    {
        get => _write;
        set => _write = value;
    }

    /// <summary>What every flush to the disk throws; <see langword="null"/> for none.</summary>
    public Exception? Flush
    {
        get => _flush;
        set => _flush = value;
    }

    /// <summary>What making a file throws when its header is on disk and its name may not be. Given: the file's number.</summary>
    public Func<uint, Exception?>? AfterHeader { get; set; }

    /// <summary>What making a snapshot throws when it has its name, and the name may not be on disk. Given: the snapshot's number.</summary>
    public Func<uint, Exception?>? AfterSnapshot { get; set; }

    /// <summary>While it is set and not ended, every flush waits for it.</summary>
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

    /// <summary>Called when a new file's header is on disk.</summary>
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
