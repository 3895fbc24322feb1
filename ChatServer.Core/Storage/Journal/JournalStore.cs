using ChatServer.Core.Storage.Disk;
using Microsoft.Extensions.Logging;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Keeps records in a journal on disk. It collects records in memory while its own thread writes and flushes earlier ones (group commit). So many
/// records share one flush, even on a slow disk. docs/journal.md describes the files.
/// </summary>
public sealed partial class JournalStore : IStore
{
    // Minimum size of the disk: space for a journal, its snapshot and the reserve.
    private const long MinDisk = 4 * 1024 * 1024;

    private readonly StoreOptions _options;
    private readonly ILogger _log;
    private readonly CommitWaiters _waiters;
    private JournalDirectory _directory = null!;
    private IStoreState _state = null!;
    private Thread _writer = null!;
    private Task? _stopped;

    // Every file contains this id, so that the server does not read files of another server.
    private Guid _store;

    /// <summary>Creates a store that is not yet open.</summary>
    /// <param name="options">Where the journal is.</param>
    /// <param name="log">Receives log lines about the disk.</param>
    public JournalStore(StoreOptions options, ILogger log)
    {
        _options = options;
        _log = log;
        _waiters = new CommitWaiters(log);
    }

    /// <inheritdoc/>
    public StoreLevel Level => StoreLevel.Disk;

    /// <inheritdoc/>
    public long Durable => Volatile.Read(ref _durable);

    /// <inheritdoc/>
    public long Appended => Volatile.Read(ref _appended);

    /// <summary>Fault injection for tests.</summary>
    internal FaultPoints Faults { get; } = new();

    /// <inheritdoc/>
    public void Open(IStoreState state)
    {
        _state = state;
        _directory = JournalDirectory.Lock(_options.Path);
        try
        {
            CheckSpace();
            if (Directory.Exists(_directory.RestorePath))
                throw new StoreException($"the restore of a backup into {_directory.Path} was interrupted; restore it again.");
            _directory.RemoveTemporary();
            var contents = new JournalContents(_directory);
            bool holdsAnything = false;
            contents.Read(record =>
            {
                holdsAnything |= record.Kind is not (RecordKind.LastId or RecordKind.AgeKept);
                state.Apply(record);
            });
            Report(contents);
            if (!holdsAnything)
                RefuseForeign(contents);
            _snapshotNumber = contents.Snapshot;
            _damaged = [.. contents.Damages.Select(damage => damage.FilePath)];
            KeepForeignAside(contents);
            RemoveReplacedFiles(contents);
            CutTornTail(contents);
            FlushLast(contents);
            PrepareManifest(contents);
            _store = contents.Store ?? Guid.NewGuid();
            JournalEnd previous = contents.LastEnd;
            _firstHeader = new JournalHeader(IsSnapshot: false, contents.Last + 1, previous.Length, previous.Digest ?? 0);
            _snapshotBytes = contents.SnapshotBytes;
            _bytesSinceSnapshot = contents.Bytes - contents.SnapshotBytes;
            _compactionWanted = contents.Files.Count > MaxFilesAtStart || contents.WantsSnapshot;
            Watch(contents);
            _writer = new Thread(Run) { IsBackground = true, Name = "Journal" };
            _writer.Start();
        }
        catch (OutOfMemoryException e)
        {
            _directory.Dispose();
            throw new StoreException($"there is too little memory for what is kept in {_options.Path}. Give the server more, or remove a limit of its memory; nothing there was changed.", e);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            _directory.Dispose();
            throw new StoreException($"the directory {_options.Path} cannot be used: {e.Message}", e);
        }
        catch
        {
            _directory.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes the appended records, then closes the files. Drops records that a failing disk does not accept; none of them was acknowledged.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _directory?.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask StopAsync()
    {
        Task stopped;
        lock (_lock)
        {
            _stopping = true;
            _end.Set();
            _wake.Set();
            stopped = _stopped ??= _writer == null ? Task.CompletedTask : Task.Run(EndAsync);
        }

        await stopped.ConfigureAwait(false);
    }

    private async Task EndAsync()
    {
        _writer.Join();
        TellReady();
        await _compaction.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _file?.Dispose();
        KeepEnd();
        _waiters.Fail("the server has stopped", endAll: true);
    }

    private void CheckSpace()
    {
        _space = new DiskSpace(_directory.Path, _directory.ReservePath);
        if (_space.Total < MinDisk)
            throw new StoreException($"the disk of {_directory.Path} has {_space.Total / 1024} KiB in all; at least {MinDisk / 1024 / 1024} MiB are needed.");
    }

    private void Watch(JournalContents contents)
    {
        foreach (JournalFileReport file in contents.Files)
        {
            if (FileStatus.Find(file.Path) is { } status)
                _watched.Add(file.Path, status);
        }
    }

    private void Report(JournalContents contents)
    {
        foreach (JournalDamage damage in contents.Damages)
            _log.IsDamaged(damage);
        foreach (JournalDamage torn in contents.Torn.Where(torn => torn.Length > 0))
            _log.HasTornTail(torn.Length, torn.Offset, torn.FilePath, torn.What);
        if (contents.Damages.Count > 0)
            _log.MayLackAccounts();
    }

    // The files may be a backup that was copied into the directory of a new server. A start without their accounts would make every id available.
    private void RefuseForeign(JournalContents contents)
    {
        if (contents.Damages.FirstOrDefault(damage => damage.IsForeign && damage.Length > JournalFormat.HeaderLength) is not { } foreign)
            return;
        string[] own = [.. contents.Files.Select(file => file.Path).Append(_directory.ManifestPath).Where(File.Exists).Select(path => Path.GetFileName(path))];
        throw new StoreException($"the directory {_directory.Path} has files with records of another server, such as {Path.GetFileName(foreign.FilePath)}, and none with records of its own. "
            + $"If they are a backup to restore, move {string.Join(", ", own)} away and start again; if not, move them away.");
    }

    // These files contain nothing of this server, and this server needs their numbers.
    private static void KeepForeignAside(JournalContents contents)
    {
        foreach (JournalDamage damage in contents.Damages.Where(damage => damage.IsForeign))
            JournalDirectory.KeepAside(damage.FilePath);
    }

    // A crash between writing a snapshot and removing the files that it replaces leaves both. The name of the snapshot may not be on disk yet.
    private void RemoveReplacedFiles(JournalContents contents)
    {
        if (contents.Snapshot == 0)
            return;
        _directory.Flush();
        JournalDirectory.Remove(_directory.FilesUpTo(contents.Snapshot), _damaged);
    }

    // A killed process may leave records that were written but not flushed. From now on they count as durable.
    private void FlushLast(JournalContents contents)
    {
        if (contents.NewestJournal is not { } newest)
            return;
        using (var file = new FileStream(newest, FileMode.Open, FileAccess.Write, FileShare.Read))
            DiskFlush.File(file.SafeFileHandle, file.Name);
        _directory.Flush();
    }

    private void CutTornTail(JournalContents contents)
    {
        if (contents.TornTail is not { } tail)
            return;

        _log.CutsTornTail(tail.Length, tail.Offset, tail.Path);
        using var file = new FileStream(tail.Path, FileMode.Open, FileAccess.Write, FileShare.Read);
        file.SetLength(tail.Offset);
        DiskFlush.File(file.SafeFileHandle, file.Name);
    }
}
