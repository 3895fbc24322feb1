using System.IO.Enumeration;
using System.Runtime.InteropServices;

namespace SuperSocket.SocketBase;

/// <summary>How many files, sockets included, this process may have open (RLIMIT_NOFILE). Linux and macOS.</summary>
internal static class OpenFileLimit
{
    private const int NumberOfFilesOnLinux = 7;
    private const int NumberOfFilesOnMac = 8;

    // Nobody has more connections; and RLIM_INFINITY is larger.
    private const ulong Unlimited = int.MaxValue;

    /// <summary>Raises the limit as far as this process may, and reads it.</summary>
    /// <returns>The limit; <see langword="null"/> where there is none.</returns>
    public static int? Raise()
    {
        if (!TryRead(out int resource, out Limits limits))
            return null;
        if (limits.Soft < limits.Hard && Set(resource, limits with { Soft = limits.Hard }) == 0)
            limits = limits with { Soft = limits.Hard };
        return GetNumber(limits);
    }

    /// <summary>Reads the limit.</summary>
    /// <returns>The limit; <see langword="null"/> where there is none.</returns>
    public static int? Read() => TryRead(out _, out Limits limits) ? GetNumber(limits) : null;

    /// <summary>How many files are open now; a guess where the system does not say.</summary>
    public static int CountOpen()
    {
        try
        {
            // Without a string for each.
            return new FileSystemEnumerable<bool>("/proc/self/fd", (ref FileSystemEntry _) => true).Count();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 200;
        }
    }

    private static bool TryRead(out int resource, out Limits limits)
    {
        limits = default;
        resource = OperatingSystem.IsMacOS() ? NumberOfFilesOnMac : NumberOfFilesOnLinux;
        return (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && Get(resource, out limits) == 0;
    }

    private static int? GetNumber(Limits limits) => limits.Soft >= Unlimited ? null : (int)limits.Soft;

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Get(int resource, out Limits limits);

    [DllImport("libc", EntryPoint = "setrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Set(int resource, in Limits limits);

    // rlim_t has the size of a pointer on every system that .NET runs on.
    private record struct Limits(nuint Soft, nuint Hard);
}
