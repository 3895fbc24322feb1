using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// Keeps other processes out of a directory, by a lock on the directory itself and on a file in it. The file alone can be removed, and a second process would lock another
/// one of the same name; the directory alone cannot be locked on Windows and on some file systems over the network.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = "lock";

    // What the framework's exceptions carry when somebody else holds a lock: EWOULDBLOCK, or ERROR_SHARING_VIOLATION.
    private static readonly int Held = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    private readonly SafeFileHandle? _directory;
    private readonly FileStream? _file;

    private DirectoryLock(SafeFileHandle? directory, FileStream? file, FileStatus status)
    {
        _directory = directory;
        _file = file;
        Status = status;
    }

    /// <summary>The directory that is locked, whatever its path leads to now.</summary>
    public FileStatus Status { get; }

    /// <summary>Locks a directory for this process alone.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>The lock; <see langword="null"/> if another process holds it.</returns>
    /// <exception cref="IOException">It cannot be locked. Other exceptions of files can come too.</exception>
    public static DirectoryLock? TryTake(string path) => TryTake(path, isShared: false);

    /// <summary>Locks a directory against those who write to it, without changing anything in it.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>The lock; <see langword="null"/> if another process writes there.</returns>
    /// <exception cref="IOException">It cannot be locked. Other exceptions of files can come too.</exception>
    public static DirectoryLock? TryTakeToRead(string path) => TryTake(path, isShared: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        if (_directory is not { IsClosed: false } directory)
            return;

        // Closing is not enough: a process that this one is just starting has the same open directory until it runs its program.
        _ = Libc.Flock(directory, Libc.Unlock);
        directory.Dispose();
    }

    private static DirectoryLock? TryTake(string path, bool isShared)
    {
        SafeFileHandle? directory = OperatingSystem.IsWindows() ? null : DiskFlush.OpenDirectory(path);
        try
        {
            if (directory == null || TryLock(directory, isShared))
            {
                FileStream? file = isShared ? OpenToRead(path) : Open(path);
                return new DirectoryLock(directory, file, FileStatus.Find(path) ?? throw new FilesGoneException($"The directory {path} was removed."));
            }
        }
        catch (IOException e) when (e.HResult == Held)
        {
        }
        catch
        {
            directory?.Dispose();
            throw;
        }

        directory?.Dispose();
        return null;
    }

    // Where directories cannot be locked, the file has to do.
    private static bool TryLock(SafeFileHandle directory, bool isShared)
        => Libc.Flock(directory, (isShared ? Libc.LockShared : Libc.LockExclusive) | Libc.LockNonBlocking) == 0 || Libc.LastError != Held;

    private static FileStream Open(string path)
    {
        string file = Path.Combine(path, FileName);
        return File.Exists(file)
            ? new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
            : NewFile.Create(file, share: FileShare.None);
    }

    // Without the file nobody has used the directory yet, or it is a copy.
    private static FileStream? OpenToRead(string path)
    {
        string file = Path.Combine(path, FileName);
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None) : null;
    }
}
