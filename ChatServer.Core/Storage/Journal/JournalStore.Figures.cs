namespace ChatServer.Core.Storage.Journal;

/// <content>Figures of the journal, for metrics.</content>
public sealed partial class JournalStore : IJournalFigures
{
    private long _writtenBytes;
    private long _compactionCount;

    /// <inheritdoc/>
    public event Action<StoreFlush>? Flushed;

    /// <inheritdoc/>
    public IJournalFigures Figures => this;

    /// <inheritdoc/>
    long IJournalFigures.RecordCount => Appended - IStore.PositionOfRead;

    /// <inheritdoc/>
    long IJournalFigures.WrittenBytes => Volatile.Read(ref _writtenBytes);

    /// <inheritdoc/>
    long IJournalFigures.WaitingBytes
    {
        get
        {
            lock (_lock)
                return (long)_filled + _inFlight;
        }
    }

    /// <inheritdoc/>
    long IJournalFigures.SizeBytes => Volatile.Read(ref _snapshotBytes) + Volatile.Read(ref _bytesSinceSnapshot);

    /// <inheritdoc/>
    long IJournalFigures.FreeBytes => Volatile.Read(ref _free);

    /// <inheritdoc/>
    long IJournalFigures.CompactionCount => Volatile.Read(ref _compactionCount);

    /// <inheritdoc/>
    bool IJournalFigures.IsFailing => Condition == StoreCondition.Failing;
}
