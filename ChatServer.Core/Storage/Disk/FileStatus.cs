using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// The identity, length and time of change of a file. All members are known on Linux. On other systems only the existence and the length are known.
/// </summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The inode on this file system. The file's name may later lead to another inode.</param>
/// <param name="Length">Length in bytes.</param>
/// <param name="Modified">When the content last changed, in nanoseconds.</param>
/// <param name="User">The user id of the owner.</param>
/// <param name="Group">The group id of the owner.</param>
internal readonly record struct FileStatus(ulong Device, ulong Inode, long Length, long Modified, uint User, uint Group)
{
    private const int NoEntry = 2;
    private const int NotDirectory = 20;
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    /// <summary>Whether <see cref="Device"/> and the other members are known on this machine.</summary>
    public static bool IsKnown { get; } = OperatingSystem.IsLinux() && HasStatx();

    /// <summary>Whether both describe the same file, even if its content changed.</summary>
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Gets the status of the file to which a path leads.</summary>
    /// <param name="path">The path.</param>
    /// <returns><see langword="null"/> if the path leads to nothing.</returns>
    /// <exception cref="IOException">The status cannot be read.</exception>
    public static FileStatus? Find(string path)
    {
        if (!IsKnown)
            return Exists(path);
        if (Statx(CurrentDirectory, path, 0, BasicStats, out Buffer buffer) == 0)
            return Of(buffer);
        int error = Libc.LastError;
        return error is NoEntry or NotDirectory ? null : throw Libc.Exception($"The file {path} cannot be looked at", error);
    }

    /// <summary>Gets the status of an open file or directory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for error messages.</param>
    /// <exception cref="IOException">The status cannot be read.</exception>
    public static FileStatus Of(SafeFileHandle file, string path)
    {
        if (!IsKnown)
            return Exists(path) ?? throw new FileNotFoundException($"There is no file {path}.", path);
        return Statx(file, string.Empty, EmptyPath, BasicStats, out Buffer buffer) == 0
            ? Of(buffer)
            : throw Libc.Exception($"The file {path} cannot be looked at", Libc.LastError);
    }

    // Old kernels, old C libraries and some sandboxes do not support statx.
    private static bool HasStatx()
    {
        try
        {
            return Statx(CurrentDirectory, "/", 0, BasicStats, out _) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    private static FileStatus? Exists(string path)
    {
        if (Directory.Exists(path))
            return default(FileStatus);
        var file = new FileInfo(path);
        return file.Exists ? new FileStatus(0, 0, file.Length, 0, 0, 0) : null;
    }

    private static FileStatus Of(in Buffer buffer)
        => new(((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor, buffer.Inode, (long)buffer.Size, (buffer.Seconds * 1_000_000_000) + buffer.Nanoseconds, buffer.User, buffer.Group);

    // The parameter `directory` also accepts the file descriptor of an open file.
    [DllImport("libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Buffer buffer);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Buffer buffer);

    // The layout of struct statx is the same on every processor, unlike that of struct stat.
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Buffer
    {
        [FieldOffset(20)]
        public uint User;

        [FieldOffset(24)]
        public uint Group;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public long Seconds;

        [FieldOffset(120)]
        public uint Nanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
