using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// Gives what root makes to the owner of the directory that it is in: an operator's command as root, while the server is down, must not leave files that
/// the server cannot open.
/// </summary>
internal static class FileOwner
{
    private const uint Root = 0;

    private static bool IsRoot => FileStatus.IsKnown && Libc.EffectiveUser() == Root;

    /// <summary>Gives away a new file. Does nothing unless this process is root's.</summary>
    /// <param name="file">What this process has just made, so that it is no link to somebody else's file.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">It cannot be given away.</exception>
    public static void Inherit(SafeFileHandle file, string path)
    {
        if (FindHeir(path) is { } heir && Libc.Fchown(file, heir.User, heir.Group) != 0)
            throw Libc.Exception($"The file {path} cannot be given to the owner of its directory", Libc.LastError);
    }

    /// <summary>Gives away a new directory. Does nothing unless this process is root's.</summary>
    /// <param name="path">The directory. If somebody has put a link in its place meanwhile, the link is given away and not what it leads to.</param>
    /// <exception cref="IOException">It cannot be given away.</exception>
    public static void InheritDirectory(string path)
    {
        if (FindHeir(path) is { } heir && Libc.Lchown(path, heir.User, heir.Group) != 0)
            throw Libc.Exception($"The directory {path} cannot be given to the owner of the directory that it is in", Libc.LastError);
    }

    private static FileStatus? FindHeir(string path)
        => IsRoot && FileStatus.Find(Path.GetDirectoryName(path)!) is { User: not Root } directory ? directory : null;
}
