using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>Flushes files and directories to the disk. No other code of the project does this. Thread-safe.</summary>
/// <remarks>
/// <see cref="RandomAccess.FlushToDisk"/> and <see cref="FileStream.Flush(bool)"/> do not throw when <c>fsync</c> fails. In .NET 10.0 their native call
/// then returns 1, but they test for a negative number. They also treat EROFS, EINVAL and ENOTSUP as success. This class reports every failure.
/// </remarks>
public static class DiskFlush
{
    private const int Interrupted = 4;

    /// <summary>Makes everything that was written to a file durable.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for error messages.</param>
    /// <exception cref="IOException">
    /// The flush failed, and it is unknown what is on the disk. A second flush of the same file proves nothing, because Linux reports an error only once.
    /// </exception>
    public static void File(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(file);
        else if (!TryFlush(file, out int error))
            throw Libc.Exception($"The file {path} cannot be flushed to the disk", error);
    }

    /// <summary>Makes the names of new, renamed and removed files of a directory durable. Does nothing on Windows, which does so by itself.</summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="IOException">The flush failed, and it is unknown which names are on the disk.</exception>
    public static void Directory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        using SafeFileHandle directory = OpenDirectory(path);
        if (!TryFlush(directory, out int error))
            throw Libc.Exception($"The directory {path} cannot be flushed to the disk", error);
    }

    /// <summary>Opens a directory. The framework has no method for this. Unix only.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    internal static SafeFileHandle OpenDirectory(string path)
    {
        int descriptor = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw Libc.Exception($"The directory {path} cannot be opened", Libc.LastError);
    }

    private static bool TryFlush(SafeFileHandle file, out int error)
    {
        // Some file systems, such as network file systems, do not support the full flush. They support fsync.
        if (OperatingSystem.IsMacOS() && Libc.Fcntl(file, Libc.FullFsync) == 0)
        {
            error = 0;
            return true;
        }

        do
        {
            error = Libc.Fsync(file) == 0 ? 0 : Libc.LastError;
        }
        while (error == Interrupted);
        return error == 0;
    }
}
