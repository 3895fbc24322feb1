namespace ChatServer.Core.Storage.Journal;

/// <content>
/// Backups while records are written. A backup is a snapshot, and the records that were written meanwhile. The snapshot alone would not be consistent: it may
/// contain a change and lack an earlier one.
/// </content>
public sealed partial class JournalStore
{
    private volatile bool _isBackingUp;

    /// <inheritdoc/>
    public async Task<BackupSummary> BackUpAsync(string directory)
    {
        (uint File, long Length) start = await OnWriterAsync(BeginBackup).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => BackUpAsync(directory, start)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new StoreException("the server stops");
        }
        finally
        {
            _isBackingUp = false;
        }
    }

    private async Task<BackupSummary> BackUpAsync(string directory, (uint File, long Length) start)
    {
        using JournalBackup backup = JournalBackup.Create(directory);
        WriteSnapshot(backup.SnapshotPath, JournalBackup.SnapshotNumber, mayStop: true);

        // What the snapshot contains is durable now, so it must not get lost. The records up to here are those that make it consistent.
        await this.WhenDurableAsync(Appended).ConfigureAwait(false);
        (uint File, long Length) end = await OnWriterAsync(GetPlace).ConfigureAwait(false);
        if (start.File != end.File)
            throw new StoreException("the journal was begun again meanwhile, because of a failure of the disk; try again");
        using (JournalFile journal = backup.CreateJournal(_store, Faults))
        {
            JournalCopy.Append(_directory.JournalPath(end.File), end.File, start.Length, end.Length, journal);
            journal.Flush();
            var journalEnd = new JournalEnd(journal.DurableLength, journal.DurableDigest);
            backup.WriteManifest(new JournalManifest(_store, JournalBackup.JournalNumber, journalEnd), Faults);
        }

        return backup.Complete();
    }

    // From now on no compaction begins another file. Called by the writer thread.
    private (uint File, long Length) BeginBackup()
    {
        if (_isBackingUp)
            throw new StoreException("another backup is under way");
        (uint, long) place = GetPlace();
        _isBackingUp = true;
        return place;
    }

    // Called by the writer thread. If nothing was written since the start, the file does not exist yet.
    private (uint File, long Length) GetPlace()
    {
        if (_mustBeginAnotherFile || _mustRebuild)
            throw new StoreException(_failure ?? "the journal is being written again after a failure of the disk");
        return _file is { } file ? (file.Header.Number, file.DurableLength) : (_firstHeader.Number, JournalFormat.HeaderLength);
    }
}
