using System.Globalization;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// The directory of a journal. <c>00000007.journal</c> holds records. <c>00000006.snapshot</c> holds the state that results from the files up to number 6.
/// <c>lock</c> keeps other processes out.
/// </summary>
internal sealed class JournalDirectory : IDisposable
{
    /// <summary>Ending of the names of journals.</summary>
    public const string JournalExtension = ".journal";

    /// <summary>Ending of the names of snapshots.</summary>
    public const string SnapshotExtension = ".snapshot";

    private const string TemporaryExtension = ".tmp";
    private const string DamagedExtension = ".damaged";
    private const string ReplacedExtension = ".replaced";
    private const string ReserveName = "reserve";
    private const string RestoreName = "restore.tmp";

    private DirectoryLock? _lock;

    private JournalDirectory(string path, DirectoryLock? taken)
    {
        Path = path;
        _lock = taken;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>The path of the file that reserves disk space for a compaction.</summary>
    public string ReservePath => System.IO.Path.Combine(Path, ReserveName);

    /// <summary>The directory that contains the files of an unfinished restore.</summary>
    public string RestorePath => System.IO.Path.Combine(Path, RestoreName);

    /// <summary>Names the files of a directory that only this process knows. It need not exist.</summary>
    /// <param name="path">Full path.</param>
    public static JournalDirectory OpenUnlocked(string path) => new(path, taken: null);

    /// <summary>Opens a directory exclusively for this process. Creates it if it does not exist.</summary>
    /// <exception cref="StoreException">It cannot be used, or another process uses it.</exception>
    public static JournalDirectory Lock(string path)
    {
        try
        {
            return new JournalDirectory(path, TryMakeAndLock(path)
                ?? throw new StoreException($"the directory {path} is in use by another server; one directory is for one server only."));
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            throw new StoreException($"the directory {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Opens a directory for reading only, without changing anything.</summary>
    /// <exception cref="StoreException">A process uses it.</exception>
    public static JournalDirectory LockToRead(string path)
    {
        try
        {
            DirectoryLock taken = DirectoryLock.TryTakeToRead(path)
                ?? throw new StoreException($"the directory {path} is in use by a server; stop it first, or check a copy.");
            return new JournalDirectory(path, taken);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            throw new StoreException($"the directory {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Creates and locks the directory again if its path no longer leads to it.</summary>
    /// <exception cref="IOException">It cannot be used, or another process uses the new one. Other file exceptions are also possible.</exception>
    public void Return()
    {
        FileStatus old = _lock!.Status;
        FileStatus? now = FileStatus.Find(Path);
        if (now is { } same && old.IsSameFile(same))
            return;

        // The old directory may return, for example when its file system is mounted again. It would then hide everything written meanwhile to another one.
        if (now is { } other && other.Device != old.Device)
            throw new FilesGoneException($"The directory {Path} is on another file system than at the start. The server goes on when the old one is back; a restart takes what is there now.");
        DirectoryLock taken = TryMakeAndLock(Path) ?? throw new FilesGoneException($"The directory {Path} was replaced, and another server uses the new one.");
        _lock.Dispose();
        _lock = taken;
    }

    /// <summary>The path of a journal.</summary>
    public string JournalPath(uint number) => File(number, JournalExtension);

    /// <summary>The path of a snapshot.</summary>
    public string SnapshotPath(uint number) => File(number, SnapshotExtension);

    /// <summary>The path of a snapshot that is being written.</summary>
    public string TemporaryPath(uint number) => File(number, SnapshotExtension + TemporaryExtension);

    /// <summary>The path of the manifest.</summary>
    public string ManifestPath => System.IO.Path.Combine(Path, JournalManifest.FileName);

    /// <summary>The path of a journal or manifest while it is being created.</summary>
    /// <param name="path">Its final path.</param>
    public static string TemporaryPath(string path) => path + TemporaryExtension;

    /// <summary>Renames a file to a name that no start reads and no other file has, so that an admin can examine it.</summary>
    public static void KeepAside(string path) => Rename(path, DamagedExtension);

    /// <summary>Renames a damaged manifest, so that an admin can examine it. It contains no record, so only the newest one is kept.</summary>
    public void KeepManifestAside() => System.IO.File.Move(ManifestPath, ManifestPath + DamagedExtension, overwrite: true);

    /// <summary>Numbers of the journals, in order.</summary>
    public uint[] Journals() => Numbers(JournalExtension);

    /// <summary>Numbers of the snapshots, in order.</summary>
    public uint[] Snapshots() => Numbers(SnapshotExtension);

    /// <summary>Paths of all files of a journal, also those that are incomplete or were set aside.</summary>
    public IEnumerable<string> FindJournalFiles()
        => Directory.EnumerateFiles(Path).Order(StringComparer.Ordinal).Where(file => System.IO.Path.GetFileName(file) is var name
            && (name.Contains(JournalExtension, StringComparison.Ordinal) || name.Contains(SnapshotExtension, StringComparison.Ordinal)
                || name.StartsWith(JournalManifest.FileName, StringComparison.Ordinal)));

    /// <summary>Paths of files that were set aside: no start reads them, and the server never removes them.</summary>
    public IEnumerable<string> FindFilesAside()
        => FindJournalFiles().Where(file
            => file.Contains(DamagedExtension, StringComparison.Ordinal) || file.Contains(ReplacedExtension, StringComparison.Ordinal));

    /// <summary>Makes the names of new, renamed and removed files durable. Throws if the disk fails.</summary>
    public void Flush() => DiskFlush.Directory(Path);

    /// <summary>The files that a snapshot replaces.</summary>
    /// <param name="snapshot">Number of the snapshot.</param>
    public string[] FilesUpTo(uint snapshot)
        => [.. Journals().Where(number => number <= snapshot).Select(JournalPath), .. Snapshots().Where(number => number < snapshot).Select(SnapshotPath)];

    /// <summary>The number of a journal or snapshot; 0 for another file.</summary>
    /// <param name="path">Its path.</param>
    public static uint NumberOf(string path)
    {
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        return uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && NameOf(number) == name ? number : 0;
    }

    /// <summary>Removes files. Damaged files are only renamed.</summary>
    /// <param name="files">Their paths.</param>
    /// <param name="damaged">Paths of damaged files.</param>
    public static void Remove(string[] files, IReadOnlySet<string> damaged)
    {
        foreach (string file in files)
            Remove(file, damaged);
    }

    /// <summary>Renames a file that belongs to another server. The admin can examine it; the server does not read it.</summary>
    public static void PutAside(string file) => Rename(file, ReplacedExtension);

    /// <summary>Removes incomplete snapshots.</summary>
    public void RemoveTemporary()
    {
        foreach (uint number in Numbers(SnapshotExtension + TemporaryExtension))
            System.IO.File.Delete(TemporaryPath(number));
        foreach (uint number in Numbers(JournalExtension + TemporaryExtension))
            System.IO.File.Delete(TemporaryPath(JournalPath(number)));
        System.IO.File.Delete(TemporaryPath(ManifestPath));
    }

    /// <inheritdoc/>
    public void Dispose() => _lock?.Dispose();

    private static DirectoryLock? TryMakeAndLock(string path)
    {
        NewFile.CreateDirectory(path);
        return DirectoryLock.TryTake(path);
    }

    private static void Remove(string file, IReadOnlySet<string> damaged)
    {
        if (damaged.Contains(file))
            KeepAside(file);
        else
            System.IO.File.Delete(file);
    }

    // A restore can reuse the number of a file. A file that was renamed earlier may be the only copy of its records, so never overwrite it.
    private static void Rename(string file, string extension)
    {
        string name = file + extension;
        for (int i = 2; System.IO.File.Exists(name); i++)
            name = file + extension + i.ToString(CultureInfo.InvariantCulture);
        System.IO.File.Move(file, name);
    }

    private string File(uint number, string extension)
        => System.IO.Path.Combine(Path, NameOf(number) + extension);

    private uint[] Numbers(string extension)
        => [.. Directory.EnumerateFiles(Path, "*" + extension)
            .Select(NumberOf)
            .Where(number => number > 0)
            .Order()];

    // Another form of a number is not a journal file. Otherwise 1.journal and 00000001.journal would be read as the same file twice.
    private static string NameOf(uint number) => number.ToString("D8", CultureInfo.InvariantCulture);
}
