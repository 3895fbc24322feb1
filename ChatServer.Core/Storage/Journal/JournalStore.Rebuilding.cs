using System.Diagnostics;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>Writing everything that is in memory into new files: when those on disk were removed or replaced, and when the disk is full.</content>
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

    // What the disk had at the last look, less what was written since.
    private long _free = long.MaxValue;

    private void WatchIfDue()
    {
        if (_mustRebuild || (_failure == null && _lastWatch != 0 && Stopwatch.GetElapsedTime(_lastWatch) < WatchInterval))
            return;
        Watch();
        _space.Reserve(Volatile.Read(ref _snapshotBytes));
        _free = _space.Free;
    }

    // The next snapshot is at most as long as all files are now, and while it is written the journal grows.
    private bool IsSpaceShort() => _free < 2 * (Volatile.Read(ref _snapshotBytes) + _bytesSinceSnapshot);

    // A compaction that is under way makes room soon. One that is not is worth a try at once.
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

    // Nobody writes to it any more. One that a snapshot replaces may be gone already.
    private void WatchClosed(JournalFile file)
    {
        if (!IsReplaced(file.Header.Number))
            _watched.Add(file.Path, file.GetStatus());
        file.Dispose();
    }

    // A snapshot of a large state takes long, and frees nothing while all of it waits for recipients: so not at each attempt to write.
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
            // Too much waits for its recipients.
            _log.CannotMakeRoom(e.Message);
        }
        finally
        {
            _space.Reserve(Volatile.Read(ref _snapshotBytes));
            _lastRoom = Stopwatch.GetTimestamp();
        }
    }

    // The snapshot has all that was in the files, and what waits to be written. It comes first: without it the next file is worth nothing.
    private void Rebuild()
    {
        if (!_compaction.IsCompleted)
            throw new IOException("A compaction is still under way.");
        _lastRebuild = Stopwatch.GetTimestamp();
        _directory.Return();
        _directory.RemoveTemporary();
        uint number = LastNumber();
        PutForeignFilesAside();

        // From now on the snapshot can be in place, also if the rest fails: then a start does not read what is behind it in this file.
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

    // No number is used twice, also if a file that had it is gone: it may come back.
    private uint LastNumber()
    {
        uint ours = Math.Max(_file?.Header.Number ?? _firstHeader.Number, _snapshotNumber);
        return _directory.Journals().Concat(_directory.Snapshots()).Where(number => number < uint.MaxValue - 1).Append(ours).Max();
    }

    // A copy of an older time, or another server's file, is no part of what the snapshot stands for.
    private void PutForeignFilesAside()
    {
        string[] files = [.. _directory.Journals().Select(_directory.JournalPath), .. _directory.Snapshots().Select(_directory.SnapshotPath)];
        foreach (string file in files.Where(file => !IsOurs(file)))
            JournalDirectory.PutAside(file);
    }

    private bool IsOurs(string path)
        => path == _unfinished || _watched.Has(path) || (_file is { } file && file.Path == path && FileStatus.Find(path) is { } there && there.IsSameFile(file.GetStatus()));
}
