namespace ChatServer.Core.Storage.Disk;

/// <summary>Detects whether another program removed, replaced or changed files of the store. Thread-safe.</summary>
internal sealed class WatchedFiles
{
    // Some file systems store times in steps of up to 2 s, so a later check may see a slightly different time.
    private const long Tolerance = 2_000_000_000;

    // Guards replacements of the array. An array itself never changes. A leaf lock.
    private readonly Lock _lock = new();
    private volatile (string Path, FileStatus Status)[] _files = [];

    /// <summary>Starts watching a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="status">Its status. This process must not write to the file any more.</param>
    public void Add(string path, FileStatus status)
    {
        lock (_lock)
            _files = [.. _files.Where(file => file.Path != path), (path, status)];
    }

    /// <summary>Stops watching files that are about to be removed.</summary>
    public void Forget(Predicate<string> isRemoved)
    {
        lock (_lock)
            _files = [.. _files.Where(file => !isRemoved(file.Path))];
    }

    /// <summary>Whether a path leads to a watched file that is unchanged.</summary>
    public bool Has(string path)
        => Array.Find(_files, file => file.Path == path) is { Path: not null } file && IsUnchanged(FileStatus.Find(path), file.Status);

    /// <summary>Checks all files.</summary>
    /// <exception cref="FilesGoneException">A file was removed, replaced or changed.</exception>
    /// <exception cref="IOException">The status of a file cannot be read.</exception>
    public void Check()
    {
        foreach ((string Path, FileStatus Status) file in _files)
        {
            FileStatus? now = FileStatus.Find(file.Path);
            if (!IsUnchanged(now, file.Status) && Array.IndexOf(_files, file) >= 0)
                throw new FilesGoneException($"The file {file.Path} was {(now == null ? "removed" : "replaced or changed")} by another program.");
        }
    }

    // A copy with the same content is as good as the file itself.
    private static bool IsUnchanged(FileStatus? now, FileStatus then)
        => now is { } there && there.Length == then.Length && Math.Abs(there.Modified - then.Modified) < Tolerance;
}
