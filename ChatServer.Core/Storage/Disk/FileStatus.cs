using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>What a file is: which one, how long, and when it was written to. Known on Linux; elsewhere only whether there is one, and its length.</summary>
/// <param name="Device">The file system.</param>
/// <param name="Inode">The file on it. Its name may lead to another one later.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When it was written to, in nanoseconds.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Group">The group whose it is.</param>
internal readonly record struct FileStatus(ulong Device, ulong Inode, long Length, long Modified, uint User, uint Group)
{
    private const int NoEntry = 2;
    private const int NotDirectory = 20;
    private const int CurrentDirectory = -100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    /// <summary>Whether <see cref="Device"/> and all others are known on this machine.</summary>
    public static bool IsKnown { get; } = OperatingSystem.IsLinux() && HasStatx();

    /// <summary>Whether both are the same file, whatever it holds.</summary>
    public bool IsSameFile(FileStatus other) => Device == other.Device && Inode == other.Inode;

    /// <summary>Looks at what a path leads to.</summary>
    /// <param name="path">The path.</param>
    /// <returns><see langword="null"/> if there is nothing.</returns>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static FileStatus? Find(string path)
    {
        if (!IsKnown)
            return Exists(path);
        if (Statx(CurrentDirectory, path, 0, BasicStats, out Buffer buffer) == 0)
            return Of(buffer);
        int error = Libc.LastError;
        return error is NoEntry or NotDirectory ? null : throw Libc.Exception($"The file {path} cannot be looked at", error);
    }

    /// <summary>Looks at an open file or directory.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">Its path, for the error.</param>
    /// <exception cref="IOException">It cannot be looked at.</exception>
    public static FileStatus Of(SafeFileHandle file, string path)
    {
        if (!IsKnown)
            return Exists(path) ?? throw new FileNotFoundException($"There is no file {path}.", path);
        return Statx(file, string.Empty, EmptyPath, BasicStats, out Buffer buffer) == 0
            ? Of(buffer)
            : throw Libc.Exception($"The file {path} cannot be looked at", Libc.LastError);
    }

    // Old kernels, C libraries and sandboxes have not.
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

    // Of a directory an open file is a file descriptor as well.
    [DllImport("libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(SafeFileHandle directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Buffer buffer);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int directory, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Buffer buffer);

    // struct statx is the same on every processor, unlike struct stat.
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
