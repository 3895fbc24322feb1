using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Disk;

/// <summary>Functions of the C library that the framework lacks, or whose results it hides. Unix only.</summary>
internal static class Libc
{
    /// <summary><c>open</c>: for reading only.</summary>
    public const int ReadOnly = 0;

    /// <summary><c>fcntl</c> on Apple systems: also flushes the disk's own cache, which <c>fsync</c> does not flush there.</summary>
    public const int FullFsync = 51;

    /// <summary><c>flock</c>: a shared lock.</summary>
    public const int LockShared = 1;

    /// <summary><c>flock</c>: an exclusive lock.</summary>
    public const int LockExclusive = 2;

    /// <summary><c>flock</c>: fail instead of waiting.</summary>
    public const int LockNonBlocking = 4;

    /// <summary><c>flock</c>: releases the lock.</summary>
    public const int Unlock = 8;

    /// <summary><c>open</c>: child processes do not inherit the file.</summary>
    public static int CloseOnExec { get; } = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>The error number of this thread's last call.</summary>
    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>Creates the exception that the framework would throw for the error of a call.</summary>
    /// <param name="what">What failed, as text for people.</param>
    /// <param name="error">The error number.</param>
    public static IOException Exception(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}", error);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Fsync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Fcntl(SafeFileHandle file, int command);

    [DllImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Flock(SafeFileHandle file, int operation);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Fchown(SafeFileHandle file, uint user, uint group);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern uint EffectiveUser();
}
