using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// Keeps other processes out of a directory. It locks both the directory and a file in it. The file alone is not enough: it can be removed, and a second
/// process would lock a new file of the same name. The directory alone is not enough: Windows and some network file systems cannot lock it.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    private const string FileName = "lock";

    // The HResult of the framework's exception when another process holds the lock: EWOULDBLOCK, or ERROR_SHARING_VIOLATION.
    private static readonly int Held = OperatingSystem.IsWindows() ? unchecked((int)0x80070020) : OperatingSystem.IsMacOS() ? 35 : 11;

    private readonly SafeFileHandle? _directory;
    private readonly FileStream? _file;

    private DirectoryLock(SafeFileHandle? directory, FileStream? file, FileStatus status)
    {
        _directory = directory;
        _file = file;
        Status = status;
    }

    /// <summary>The locked directory, even if its path now leads to another one.</summary>
    public FileStatus Status { get; }

    /// <summary>Locks a directory exclusively for this process.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>The lock; <see langword="null"/> if another process holds it.</returns>
    /// <exception cref="IOException">It cannot be locked. Other file exceptions are also possible.</exception>
    public static DirectoryLock? TryTake(string path) => TryTake(path, isShared: false);

    /// <summary>Locks a directory against writers, without changing anything in it.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>The lock; <see langword="null"/> if another process writes there.</returns>
    /// <exception cref="IOException">It cannot be locked. Other file exceptions are also possible.</exception>
    public static DirectoryLock? TryTakeToRead(string path) => TryTake(path, isShared: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        if (_directory is not { IsClosed: false } directory)
            return;

        // Closing is not enough: a child process that is just being started shares the open directory until it executes its program.
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

    // If the directory cannot be locked, only the file is locked.
    private static bool TryLock(SafeFileHandle directory, bool isShared)
        => Libc.Flock(directory, (isShared ? Libc.LockShared : Libc.LockExclusive) | Libc.LockNonBlocking) == 0 || Libc.LastError != Held;

    private static FileStream Open(string path)
    {
        string file = Path.Combine(path, FileName);
        return File.Exists(file)
            ? new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)
            : NewFile.Create(file, share: FileShare.None);
    }

    // If the file is missing, no server has used the directory yet, or the directory is a copy.
    private static FileStream? OpenToRead(string path)
    {
        string file = Path.Combine(path, FileName);
        return File.Exists(file) ? new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.None) : null;
    }
}
