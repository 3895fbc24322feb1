using System.Globalization;
using System.Runtime.InteropServices;

namespace ChatServer.Storage.Journal;

/// <summary>
/// The directory of a journal: <c>00000007.journal</c> holds records, <c>00000006.snapshot</c> the state that the files up to number 6 made,
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
    private const string LockName = "lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream? _lock;

    private JournalDirectory(string path, FileStream? lockFile)
    {
        Path = path;
        _lock = lockFile;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Opens a directory for this process alone, and makes it if it does not exist.</summary>
    /// <exception cref="StoreException">It cannot be used, or another process uses it.</exception>
    public static JournalDirectory Lock(string path)
    {
        try
        {
            Make(path);
            return new JournalDirectory(path, OpenLock(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new StoreException($"the directory {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Opens a directory for reading alone, without changing anything.</summary>
    /// <exception cref="StoreException">A process uses it.</exception>
    public static JournalDirectory LockToRead(string path)
    {
        string file = System.IO.Path.Combine(path, LockName);
        try
        {
            // Without the file nobody has used the directory yet, or it is a copy.
            bool exists = System.IO.File.Exists(file);
            return new JournalDirectory(path, exists ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None) : null);
        }
        catch (IOException e)
        {
            throw new StoreException($"the directory {path} is in use by a server; stop it first, or check a copy.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"the directory {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The path of a journal.</summary>
    public string JournalPath(uint number) => File(number, JournalExtension);

    /// <summary>The path of a snapshot.</summary>
    public string SnapshotPath(uint number) => File(number, SnapshotExtension);

    /// <summary>The path of a snapshot that is being written.</summary>
    public string TemporaryPath(uint number) => File(number, SnapshotExtension + TemporaryExtension);

    /// <summary>The path of the manifest.</summary>
    public string ManifestPath => System.IO.Path.Combine(Path, JournalManifest.FileName);

    /// <summary>The path of a journal or manifest that is being made.</summary>
    /// <param name="path">The path that it gets.</param>
    public static string TemporaryPath(string path) => path + TemporaryExtension;

    /// <summary>Keeps a file for people, under a name that no start reads.</summary>
    public static void KeepAside(string path) => System.IO.File.Move(path, path + DamagedExtension, overwrite: true);

    /// <summary>Numbers of the journals, in order.</summary>
    public uint[] Journals() => Numbers(JournalExtension);

    /// <summary>Numbers of the snapshots, in order.</summary>
    public uint[] Snapshots() => Numbers(SnapshotExtension);

    /// <summary>Makes a file that only its owner may read.</summary>
    public static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    /// <summary>Makes the names of new and renamed files durable. Throws if the disk fails.</summary>
    public void Flush() => Flush(Path);

    private static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        int descriptor = Open(path, 0);
        if (descriptor < 0)
            throw new IOException($"The directory {path} cannot be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        int result = Fsync(descriptor);
        string? error = result == 0 ? null : Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        _ = Close(descriptor);
        if (error != null)
            throw new IOException($"The directory {path} cannot be written: {error}");
    }

    /// <summary>Removes what a snapshot stands for, and what was never finished. Damaged files are only renamed.</summary>
    /// <param name="snapshot">Number of the snapshot.</param>
    /// <param name="damaged">Paths of damaged files.</param>
    public void RemoveUpTo(uint snapshot, IReadOnlySet<string> damaged)
    {
        foreach (uint number in Journals().Where(number => number <= snapshot))
            Remove(JournalPath(number), damaged);
        foreach (uint number in Snapshots().Where(number => number < snapshot))
            Remove(SnapshotPath(number), damaged);
    }

    /// <summary>Removes snapshots that were not finished.</summary>
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

    private static void Make(string path)
    {
        if (Directory.Exists(path))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        Flush(System.IO.Path.GetDirectoryName(System.IO.Path.TrimEndingDirectorySeparator(path))!);
    }

    private static FileStream OpenLock(string path)
    {
        string file = System.IO.Path.Combine(path, LockName);
        try
        {
            FileStreamOptions options = NewFile();
            options.Mode = FileMode.OpenOrCreate;
            options.Share = FileShare.None;
            return new FileStream(file, options);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && System.IO.File.Exists(file))
        {
            throw new StoreException($"the directory {path} is in use by another server; one directory is for one server only.", e);
        }
    }

    private static void Remove(string file, IReadOnlySet<string> damaged)
    {
        if (damaged.Contains(file))
            System.IO.File.Move(file, file + DamagedExtension, overwrite: true);
        else
            System.IO.File.Delete(file);
    }

    private string File(uint number, string extension)
        => System.IO.Path.Combine(Path, NameOf(number) + extension);

    private uint[] Numbers(string extension)
        => [.. Directory.EnumerateFiles(Path, "*" + extension)
            .Select(path => System.IO.Path.GetFileName(path)[..^extension.Length])
            .Select(name => uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) && NameOf(number) == name ? number : 0)
            .Where(number => number > 0)
            .Order()];

    // Another spelling of a number is no file of ours: 1.journal beside 00000001.journal would be read as the same file twice.
    private static string NameOf(uint number) => number.ToString("D8", CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
