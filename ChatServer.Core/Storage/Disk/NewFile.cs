namespace ChatServer.Core.Storage.Disk;

/// <summary>Makes files that only their owner may read.</summary>
internal static class NewFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a file, which belongs to the owner of its directory.</summary>
    /// <param name="path">A path that leads to nothing yet.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    /// <param name="reserve">Bytes of the disk to reserve for it, where the file system can.</param>
    /// <exception cref="IOException">It cannot be made. Other exceptions of files can come too.</exception>
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

    /// <summary>Makes a directory and those on the way to it, each durable in the one that it is in. Only their owner may look into them.</summary>
    /// <param name="path">Full path.</param>
    /// <exception cref="IOException">It cannot be made. Other exceptions of files can come too.</exception>
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
