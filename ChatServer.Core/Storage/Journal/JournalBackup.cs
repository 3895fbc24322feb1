using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// A backup that is being written. Its directory gets its name when everything in it is on disk and was read back, so a directory with this name is always
/// complete. Not thread-safe.
/// </summary>
internal sealed class JournalBackup : IDisposable
{
    /// <summary>Number of the snapshot in a backup.</summary>
    public const uint SnapshotNumber = 1;

    /// <summary>Number of the journal in a backup.</summary>
    public const uint JournalNumber = 2;

    private const string IncompleteExtension = ".incomplete";

    private readonly string _path;
    private readonly JournalDirectory _directory;
    private bool _isComplete;

    private JournalBackup(string path)
    {
        _path = path;
        _directory = JournalDirectory.OpenUnlocked(path + IncompleteExtension);
    }

    /// <summary>The path of the snapshot while the backup is not complete.</summary>
    public string SnapshotPath => _directory.SnapshotPath(SnapshotNumber);

    /// <summary>Creates the directory of a backup under another name, with its parents.</summary>
    /// <param name="path">Full path of the backup. It must not exist.</param>
    /// <exception cref="StoreException">It exists.</exception>
    /// <exception cref="IOException">It cannot be created.</exception>
    public static JournalBackup Create(string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (Path.Exists(path))
            throw new StoreException($"{path} exists already; a backup never overwrites anything");
        var backup = new JournalBackup(path);

        // Left behind by a process that was killed during an earlier backup.
        if (Directory.Exists(backup._directory.Path))
            backup.Remove();
        NewFile.CreateDirectory(backup._directory.Path);
        return backup;
    }

    /// <summary>Creates the journal.</summary>
    /// <param name="store">The store to which it belongs.</param>
    /// <param name="faults">Fault injection.</param>
    public JournalFile CreateJournal(Guid store, FaultPoints faults)
    {
        var header = new JournalHeader(IsSnapshot: false, JournalNumber, PreviousLength: -1, Store: store);
        return JournalFile.Create(_directory.JournalPath(JournalNumber), header, faults);
    }

    /// <summary>Writes the manifest. It states where the journal ends, so that a missing or cut file is noticed.</summary>
    /// <param name="manifest">The manifest.</param>
    /// <param name="faults">Fault injection.</param>
    public void WriteManifest(JournalManifest manifest, FaultPoints faults) => JournalFile.WriteWhole(_directory.ManifestPath, manifest.ToBytes(), faults);

    /// <summary>Reads everything back, and gives the directory its name.</summary>
    /// <returns>What was read.</returns>
    /// <exception cref="StoreException">Something is not as it was written.</exception>
    /// <exception cref="IOException">The disk failed.</exception>
    public BackupSummary Complete()
    {
        _directory.Flush();
        BackupSummary summary = BackupReader.Verify(_directory.Path);
        Directory.Move(_directory.Path, _path);
        _isComplete = true;
        DiskFlush.Directory(Path.GetDirectoryName(_path)!);
        return summary with { Directory = _path };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isComplete)
            return;
        try
        {
            Remove();
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            // The next backup with this name removes it.
        }
    }

    // Only what a backup writes: if there is anything else, the directory stays, and the caller gets an error.
    private void Remove()
    {
        foreach (string file in new[] { SnapshotPath, _directory.JournalPath(JournalNumber), _directory.ManifestPath })
            File.Delete(file);
        Directory.Delete(_directory.Path);
    }
}
