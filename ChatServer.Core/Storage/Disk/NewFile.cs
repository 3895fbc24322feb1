namespace ChatServer.Core.Storage.Disk;

/// <summary>Creates files that only their owner can read.</summary>
internal static class NewFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a file. It belongs to the owner of its directory.</summary>
    /// <param name="path">A path that does not exist yet.</param>
    /// <param name="share">The access of others while the file is open.</param>
    /// <param name="reserve">Number of bytes to reserve on the disk, if the file system supports it.</param>
    /// <exception cref="IOException">It cannot be created. Other file exceptions are also possible.</exception>
    public static FileStream Create(string path, FileShare share = FileShare.Read, long reserve = 0)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0, PreallocationSize = reserve };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        var stream = new FileStream(path, options);
        try
        {
            FileOwner.Inherit(stream.SafeFileHandle, path);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Creates a directory and its missing parents. Makes each one durable in its parent. Only the owner can access them.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">It cannot be created. Other file exceptions are also possible.</exception>
    public static void CreateDirectory(string path)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (Directory.Exists(path) || Path.GetDirectoryName(path) is not { } parent)
            return;
        CreateDirectory(parent);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        FileOwner.InheritDirectory(path);
        DiskFlush.Directory(parent);
    }
}
