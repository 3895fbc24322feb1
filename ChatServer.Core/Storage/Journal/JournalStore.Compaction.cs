using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>Compaction: replaces old files with a snapshot of the state, while new records are written.</content>
public sealed partial class JournalStore
{
    private const int MaxFilesAtStart = 32;
    private const int SnapshotBuffer = 256 * 1024;
    private const long CompactionBytesIfShort = 256 * 1024;

    private Task _compaction = Task.CompletedTask;
    private HashSet<string> _damaged = [];
    private long _bytesSinceSnapshot;
    private long _snapshotBytes;
    private uint _snapshotNumber;
    private bool _compactionWanted;
    private bool _mustBeginAnotherFile;
    private string? _unfinished;

    /// <summary>Number of the last snapshot, for tests.</summary>
    internal uint SnapshotNumber => Volatile.Read(ref _snapshotNumber);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> EraseEndedAsync()
    {
        while (true)
        {
            (Task compaction, bool isNew) = await OnWriterAsync(BeginErasing).ConfigureAwait(false);
            if (isNew)
            {
                try
                {
                    await compaction.ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    throw new StoreException("the server stops");
                }

                return [.. _directory.FindFilesAside()];
            }

            // One that is already under way may have passed what is to be erased.
            await compaction.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private (Task Compaction, bool IsNew) BeginErasing()
    {
        if (_isBackingUp)
            return (Task.Delay(WatchInterval), false);
        if (!_compaction.IsCompleted)
            return (_compaction, false);
        JournalFile file = _mustBeginAnotherFile ? BeginAnotherFile() : _file ??= CreateFile(_firstHeader);
        _mustBeginAnotherFile = false;
        return (BeginCompaction(file), true);
    }

    // The writer thread calls this between two batches, so no record is in two files.
    private void CompactIfNeeded()
    {
        if (_file is not { } file || _isBackingUp || !_compaction.IsCompleted || !IsCompactionNeeded())
            return;
        try
        {
            BeginCompaction(file);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            _log.CannotBeginCompaction(e.Message);
        }
    }

    private Task BeginCompaction(JournalFile old)
    {
        uint last = old.Header.Number;
        _bytesSinceSnapshot = 0;
        try
        {
            _file = CreateFile(NextHeader(old));
            WatchClosed(old);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            // The header of the next file may be on disk already. It states where this file ends, so nothing may be written after that end.
            _mustBeginAnotherFile = true;
            throw;
        }

        _compactionWanted = false;
        Task compaction = Task.Run(() => Compact(last, mayStop: true));
        _compaction = LogFailureAsync(compaction);
        return compaction;
    }

    private bool IsCompactionNeeded()
    {
        long snapshot = Volatile.Read(ref _snapshotBytes);
        return _compactionWanted
            || _bytesSinceSnapshot > Math.Max(_options.CompactionBytes, snapshot)
            || (_bytesSinceSnapshot > Math.Max(CompactionBytesIfShort, snapshot / 4) && IsSpaceShort());
    }

    private static JournalHeader NextHeader(JournalFile file) => new(IsSnapshot: false, file.Header.Number + 1, file.DurableLength, file.DurableDigest);

    // A start reads a snapshot in place of the journal with the same number. The snapshot may exist although the flush of its name failed.
    private bool IsReplaced(uint number) => FileStatus.Find(_directory.SnapshotPath(number)) != null;

    private JournalFile CreateFile(JournalHeader header)
    {
        if (IsReplaced(header.Number))
            header = new JournalHeader(IsSnapshot: false, header.Number + 1, PreviousLength: -1);

        // The file has a temporary name until its header is on disk. So neither a crash nor a full disk leaves an empty file that the manifest names.
        string path = _directory.JournalPath(header.Number);
        JournalFile file = JournalFile.Create(JournalDirectory.TemporaryPath(path), header with { Store = _store }, Faults);
        try
        {
            file.Flush();
            file.MoveTo(path);
            Faults.AfterHeaderOf(header.Number);
            _directory.Flush();
            WriteManifest(new JournalManifest(_store, header.Number, End: null));
            return file;
        }
        catch
        {
            // The file has no record, but the manifest on disk may already name it.
            file.Dispose();
            if (file.Path == path)
                _unfinished = path;
            else
                Remove(file.Path);
            throw;
        }
    }

    private async Task LogFailureAsync(Task compaction)
    {
        try
        {
            await compaction.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _stopping))
        {
            // The next start compacts.
        }
        catch (Exception e)
        {
            _log.CompactionFailed(e, e.Message);
        }
    }

    // The state already contains every record of the files up to the last one. Changes from now on are also in later files.
    private void Compact(uint last, bool mayStop)
    {
        string temporary = _directory.TemporaryPath(last);
        string snapshot = _directory.SnapshotPath(last);
        FileStatus status;
        try
        {
            status = WriteSnapshot(temporary, last, mayStop);

            // With `overwrite`, this is a single system call. Without it, two calls are needed, and on some file systems a copy.
            File.Move(temporary, snapshot, overwrite: true);
            _watched.Add(snapshot, status);
            Faults.AfterSnapshotOf(last);
            _directory.Flush();
        }
        catch
        {
            // This file may be what fills the disk.
            Remove(temporary);
            throw;
        }

        // Old files are removed only if the snapshot is in its place.
        if (FileStatus.Find(snapshot) is not { } there || !there.IsSameFile(status) || there.Length != status.Length)
            throw new FilesGoneException($"The file {snapshot} was removed or replaced by another program.");
        Volatile.Write(ref _snapshotBytes, status.Length);
        Volatile.Write(ref _snapshotNumber, last);
        Interlocked.Increment(ref _compactionCount);

        // Also forgets files that another program removed. They are no longer needed.
        _watched.Forget(path => path != snapshot && JournalDirectory.NumberOf(path) <= last);
        JournalDirectory.Remove(_directory.FilesUpTo(last), _damaged);
    }

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            // The next start removes it.
        }
    }

    private FileStatus WriteSnapshot(string path, uint number, bool mayStop)
    {
        using JournalFile file = JournalFile.Create(path, new JournalHeader(IsSnapshot: true, number, PreviousLength: -1, Store: _store), Faults);
        byte[] buffer = new byte[SnapshotBuffer];
        int filled = 0;
        foreach (StoreRecord record in _state.Snapshot())
        {
            int max = JournalFormat.FrameLength + RecordCodec.MaxBytes(record);
            if (buffer.Length - filled < max)
            {
                file.WriteFrames(buffer.AsSpan(0, filled));
                filled = 0;
                if (buffer.Length < max)
                    buffer = new byte[max];
                if (mayStop && Volatile.Read(ref _stopping))
                    throw new OperationCanceledException("The server stops.");
            }

            filled += WriteFramed(record, buffer.AsSpan(filled));
        }

        file.WriteFrames(buffer.AsSpan(0, filled));
        file.WriteSnapshotEnd();
        file.Flush();
        return file.GetStatus();
    }
}
