using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>Makes what was written durable. The only place of the project that flushes a file or a directory. Thread-safe.</summary>
/// <remarks>
/// <see cref="RandomAccess.FlushToDisk"/> and <see cref="FileStream.Flush(bool)"/> do not throw when <c>fsync</c> fails: in the runtime 10.0 their native call
/// returns 1 then, and they look for a negative number. And they take EROFS, EINVAL and ENOTSUP for success, whatever is on the disk. Here every failure counts.
/// </remarks>
public static class DiskFlush
{
    private const int Interrupted = 4;

    /// <summary>Makes everything that was written to a file durable.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for the error.</param>
    /// <exception cref="IOException">Nobody knows what is on the disk. Flushing the same file again proves nothing: Linux reports an error once.</exception>
    public static void File(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(file);
        else if (!TryFlush(file, out int error))
            throw Libc.Exception($"The file {path} cannot be flushed to the disk", error);
    }

    /// <summary>Makes the names of new, renamed and removed files of a directory durable. Windows does so by itself.</summary>
    /// <param name="path">The directory.</param>
    /// <exception cref="IOException">Nobody knows which names are on the disk.</exception>
    public static void Directory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        using SafeFileHandle directory = OpenDirectory(path);
        if (!TryFlush(directory, out int error))
            throw Libc.Exception($"The directory {path} cannot be flushed to the disk", error);
    }

    /// <summary>Opens a directory, which the framework cannot. Unix only.</summary>
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
        // A file system that has no full flush, such as one over the network, has the other.
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
