using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// Gives files and directories that root creates to the owner of their directory. Otherwise an admin's command that runs as root while the server is stopped
/// would leave files that the server cannot open.
/// </summary>
internal static class FileOwner
{
    private const uint Root = 0;

    private static bool IsRoot => FileStatus.IsKnown && Libc.EffectiveUser() == Root;

    /// <summary>Changes the owner of a new file. Does nothing unless this process runs as root.</summary>
    /// <param name="file">A file that this process has just created, so that it cannot be a link to another user's file.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">The owner cannot be changed.</exception>
    public static void Inherit(SafeFileHandle file, string path)
    {
        if (FindHeir(path) is { } heir && Libc.Fchown(file, heir.User, heir.Group) != 0)
            throw Libc.Exception($"The file {path} cannot be given to the owner of its directory", Libc.LastError);
    }

    /// <summary>Changes the owner of a new directory. Does nothing unless this process runs as root.</summary>
    /// <param name="path">The directory. If another process replaced it with a link, the owner of the link changes, not that of its target.</param>
    /// <exception cref="IOException">The owner cannot be changed.</exception>
    public static void InheritDirectory(string path)
    {
        if (FindHeir(path) is { } heir && Libc.Lchown(path, heir.User, heir.Group) != 0)
            throw Libc.Exception($"The directory {path} cannot be given to the owner of the directory that it is in", Libc.LastError);
    }

    private static FileStatus? FindHeir(string path)
        => IsRoot && FileStatus.Find(Path.GetDirectoryName(path)!) is { User: not Root } directory ? directory : null;
}
