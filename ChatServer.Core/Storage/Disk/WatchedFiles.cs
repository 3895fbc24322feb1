namespace ChatServer.Core.Storage.Disk;

/// <summary>Files that nobody may remove, replace or change. Thread-safe.</summary>
internal sealed class WatchedFiles
{
    // File systems that keep times in steps of up to 2 s may show another one later.
    private const long Tolerance = 2_000_000_000;

    // Guards changes of the array, which itself never changes. A leaf.
    private readonly Lock _lock = new();
    private volatile (string Path, FileStatus Status)[] _files = [];

    /// <summary>Watches a file from now on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="status">What it is; nobody of this process writes to it any more.</param>
    public void Add(string path, FileStatus status)
    {
        lock (_lock)
            _files = [.. _files.Where(file => file.Path != path), (path, status)];
    }

    /// <summary>Watches some files no longer, because they are about to be removed.</summary>
    public void Forget(Predicate<string> isRemoved)
    {
        lock (_lock)
            _files = [.. _files.Where(file => !isRemoved(file.Path))];
    }

    /// <summary>Whether a path leads to a watched file that is as it was.</summary>
    public bool Has(string path)
        => Array.Find(_files, file => file.Path == path) is { Path: not null } file && IsUnchanged(FileStatus.Find(path), file.Status);

    /// <summary>Looks at all files.</summary>
    /// <exception cref="FilesGoneException">One is not as it was.</exception>
    /// <exception cref="IOException">One cannot be looked at.</exception>
    public void Check()
    {
        foreach ((string Path, FileStatus Status) file in _files)
        {
            FileStatus? now = FileStatus.Find(file.Path);
            if (!IsUnchanged(now, file.Status) && Array.IndexOf(_files, file) >= 0)
                throw new FilesGoneException($"The file {file.Path} was {(now == null ? "removed" : "replaced or changed")} by another program.");
        }
    }

    // A copy of the same content is as good as the file itself.
    private static bool IsUnchanged(FileStatus? now, FileStatus then)
        => now is { } there && there.Length == then.Length && Math.Abs(there.Modified - then.Modified) < Tolerance;
}
