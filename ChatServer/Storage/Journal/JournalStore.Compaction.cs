namespace ChatServer.Storage.Journal;

/// <content>Replacing old files by a snapshot of the state, while new records are written.</content>
public sealed partial class JournalStore
{
    private const int MostFilesAtStart = 32;
    private const int SnapshotBuffer = 256 * 1024;

    private Task _compaction = Task.CompletedTask;
    private HashSet<string> _damaged = [];
    private long _bytesSinceSnapshot;
    private long _snapshotBytes;
    private uint _snapshotNumber;
    private bool _compactionWanted;
    private bool _mustBeginAnotherFile;

    /// <summary>Number of the last snapshot, for tests.</summary>
    internal uint SnapshotNumber => Volatile.Read(ref _snapshotNumber);

    // By the writer, between two batches: so no record is in two files.
    private void CompactIfNeeded()
    {
        if (!_compaction.IsCompleted || !(_compactionWanted || _bytesSinceSnapshot > Math.Max(_options.CompactionBytes, _snapshotBytes)))
            return;

        JournalFile old = _file!;
        uint last = old.Header.Number;
        try
        {
            _file = CreateFile(NextHeader(old));
            old.Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The header of the next file, which may be on disk already, says where this one ends: nothing may be written behind that.
            _log.Warn($"The journal could not be compacted: {e.Message}");
            _mustBeginAnotherFile = true;
            _bytesSinceSnapshot = 0;
            return;
        }

        _compactionWanted = false;
        _bytesSinceSnapshot = 0;
        _compaction = Task.Run(() => Compact(last));
    }

    private static JournalHeader NextHeader(JournalFile file) => new(IsSnapshot: false, file.Header.Number + 1, file.DurableLength, file.DurableDigest);

    private JournalFile CreateFile(JournalHeader header)
    {
        // Under another name until its header is on disk: so no end of the process, and no full disk, leaves an empty file where the manifest names one.
        string path = _directory.JournalPath(header.Number);
        JournalFile file = JournalFile.Create(JournalDirectory.TemporaryPath(path), header with { Store = _store }, Faults);
        try
        {
            file.Flush();
            File.Move(JournalDirectory.TemporaryPath(path), path, overwrite: true);
            Faults.AfterHeaderOf(header.Number);
            _directory.Flush();
            WriteManifest(new JournalManifest(_store, header.Number, End: null));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // Everything in files up to the last one has changed the state already; what changes it from now on is in later files too.
    private void Compact(uint last)
    {
        string temporary = _directory.TemporaryPath(last);
        try
        {
            Volatile.Write(ref _snapshotBytes, WriteSnapshot(temporary, last));
            File.Move(temporary, _directory.SnapshotPath(last));
            _directory.Flush();
            _directory.RemoveUpTo(last, _damaged);
            Volatile.Write(ref _snapshotNumber, last);
        }
        catch (OperationCanceledException)
        {
            Remove(temporary);
        }
        catch (Exception e)
        {
            // It may be what fills the disk.
            Remove(temporary);
            _log.Warn($"The journal could not be compacted; it grows until it can. {e.Message}", e);
        }
    }

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next start tries again.
        }
    }

    private long WriteSnapshot(string path, uint number)
    {
        using JournalFile file = JournalFile.Create(path, new JournalHeader(IsSnapshot: true, number, PreviousLength: -1, Store: _store), Faults);
        byte[] buffer = new byte[SnapshotBuffer];
        int filled = 0;
        foreach (StoreRecord record in _state.Snapshot())
        {
            int most = JournalFormat.FrameLength + RecordCodec.MostBytes(record);
            if (buffer.Length - filled < most)
            {
                file.WriteFrames(buffer.AsSpan(0, filled));
                filled = 0;
                if (buffer.Length < most)
                    buffer = new byte[most];
                if (Volatile.Read(ref _stopping))
                    throw new OperationCanceledException("The server stops.");
            }

            filled += WriteFramed(record, buffer.AsSpan(filled));
        }

        file.WriteFrames(buffer.AsSpan(0, filled));
        file.WriteSnapshotEnd();
        file.Flush();
        return file.Length;
    }
}
