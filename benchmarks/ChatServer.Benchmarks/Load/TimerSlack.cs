using System.Runtime.InteropServices;

namespace ChatServer.Benchmarks.Load;

/// <summary>How late Linux may wake up a thread that waits for a moment, by default 50 microseconds.</summary>
internal static class TimerSlack
{
    private const int SetTimerSlack = 29;

    /// <summary>Makes it as short as possible for the thread that calls.</summary>
    public static void Shorten() => _ = Control(SetTimerSlack, 1, 0, 0, 0);

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int option, nuint value, nuint unused3, nuint unused4, nuint unused5);
}
