using System.Diagnostics;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>
/// Writes the whole state into new files when the files on disk were removed or replaced, or when the disk is full.
/// </content>
public sealed partial class JournalStore
{
    private static readonly TimeSpan FirstRoomPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRoomPause = TimeSpan.FromMinutes(1);

    private readonly WatchedFiles _watched = new();
    private DiskSpace _space = null!;
    private long _lastRebuild;
    private long _lastRoom;
    private TimeSpan _roomPause;
    private bool _mustMakeRoom;

    // Free bytes at the last check, minus the bytes written since.
    private long _free = long.MaxValue;

    private void WatchIfDue()
    {
        if (_mustRebuild || (_failure == null && _lastWatch != 0 && Stopwatch.GetElapsedTime(_lastWatch) < WatchInterval))
            return;
        Watch();
        _space.Reserve(Volatile.Read(ref _snapshotBytes));
        _free = _space.Free;
    }

    // The next snapshot is at most as long as all current files. The journal grows while the snapshot is written.
    private bool IsSpaceShort() => _free < 2 * (Volatile.Read(ref _snapshotBytes) + _bytesSinceSnapshot);

    // A running compaction soon frees space. If none runs, try one at once.
    private bool MayHaveRoomNow()
    {
        if (!_compaction.IsCompleted)
            return _compaction.Wait(LastRetry);
        if (_failure != null)
            return false;
        MakeRoomSoon();
        return _mustMakeRoom;
    }

    private void Watch()
    {
        _lastWatch = Stopwatch.GetTimestamp();
        if (!_mustBeginAnotherFile)
            _file?.CheckPlace();
        _watched.Check();
    }

    // The file is no longer written. If a snapshot replaces it, it may already be removed.
    private void WatchClosed(JournalFile file)
    {
        if (!IsReplaced(file.Header.Number))
            _watched.Add(file.Path, file.GetStatus());
        file.Dispose();
    }

    // A snapshot of a large state takes long. It frees nothing while all messages are unconfirmed. So it is not tried with each attempt to write.
    private void MakeRoomSoon()
    {
        TimeSpan since = _lastRoom == 0 ? TimeSpan.MaxValue : Stopwatch.GetElapsedTime(_lastRoom);
        if (since < _roomPause)
            return;
        _mustMakeRoom = true;
        _roomPause = since > LastRoomPause * 2 ? FirstRoomPause : _roomPause * 2 < LastRoomPause ? _roomPause * 2 : LastRoomPause;
    }

    private void TryMakeRoom()
    {
        _mustMakeRoom = false;
        _space.Release();
        try
        {
            Rebuild();
            _log.MadeRoom();
        }
        catch (Exception e) when (DiskFailure.IsOne(e) && e is not FilesGoneException)
        {
            // Too many messages are unconfirmed.
            _log.CannotMakeRoom(e.Message);
        }
        finally
        {
            _space.Reserve(Volatile.Read(ref _snapshotBytes));
            _lastRoom = Stopwatch.GetTimestamp();
        }
    }

    // The snapshot contains the records of all files and those that are not yet written. It is written first, because the next file is useless without it.
    private void Rebuild()
    {
        if (!_compaction.IsCompleted)
            throw new IOException("A compaction is still under way.");
        _lastRebuild = Stopwatch.GetTimestamp();
        _directory.Return();
        _directory.RemoveTemporary();
        uint number = LastNumber();
        PutForeignFilesAside();

        // From now on the snapshot may exist, even if a later step fails. A start would then skip records that are appended to the current file.
        _mustBeginAnotherFile = true;
        Compact(number, mayStop: false);
        _file?.Dispose();
        _file = null;
        _firstHeader = new JournalHeader(IsSnapshot: false, number + 1, PreviousLength: -1);
        _bytesSinceSnapshot = _lastWatch = 0;
        _file = CreateFile(_firstHeader);
        _mustBeginAnotherFile = _mustMakeRoom = false;
        if (_mustRebuild)
            _log.ReplacedLostFiles(_directory.SnapshotPath(number));
        _mustRebuild = false;
    }

    // Never uses a number twice, even if its file was removed, because the file may return.
    private uint LastNumber()
    {
        uint ours = Math.Max(_file?.Header.Number ?? _firstHeader.Number, _snapshotNumber);
        return _directory.Journals().Concat(_directory.Snapshots()).Where(number => number < uint.MaxValue - 1).Append(ours).Max();
    }

    // Older copies and files of other servers are not among the files that the snapshot replaces.
    private void PutForeignFilesAside()
    {
        string[] files = [.. _directory.Journals().Select(_directory.JournalPath), .. _directory.Snapshots().Select(_directory.SnapshotPath)];
        foreach (string file in files.Where(file => !IsOurs(file)))
            JournalDirectory.PutAside(file);
    }

    private bool IsOurs(string path)
        => path == _unfinished || _watched.Has(path) || (_file is { } file && file.Path == path && FileStatus.Find(path) is { } there && there.IsSameFile(file.GetStatus()));
}
