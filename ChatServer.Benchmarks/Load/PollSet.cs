using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ChatServer.Benchmarks.Load;

/// <summary>Waits for many connections at once, with ppoll(2) of Linux. Not thread-safe.</summary>
/// <param name="connections">The connections.</param>
internal sealed class PollSet(IReadOnlyList<WireConnection> connections)
{
    private const short Readable = 1;
    private const short Writable = 4;
    private const int Interrupted = 4;

    private readonly Entry[] _entries = [.. connections.Select(connection => new Entry { Descriptor = connection.Descriptor, Wanted = Readable })];

    /// <summary>Waits until something can be done.</summary>
    /// <param name="patience">At most so long; 0 or less does not wait.</param>
    /// <returns>Whether something can be done.</returns>
    public bool Wait(TimeSpan patience)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            _entries[i].Wanted = connections[i].Unsent > 0 ? (short)(Readable | Writable) : Readable;

            // ppoll passes over negative numbers.
            if (connections[i].HasEnded)
                _entries[i].Descriptor = -1;
        }

        long ticks = Math.Max(0, patience.Ticks);
        var time = new Time { Seconds = (nint)(ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick) };
        int ready = Poll(_entries, (nuint)_entries.Length, in time, signals: 0);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            throw new Win32Exception();
        return ready > 0;
    }

    /// <summary>Whether a connection has something to receive, or has ended.</summary>
    public bool IsReadable(int index) => (_entries[index].Found & ~Writable) != 0;

    /// <summary>Whether a connection takes more of what is to be sent.</summary>
    public bool IsWritable(int index) => (_entries[index].Found & Writable) != 0;

    [DllImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] Entry[] entries, nuint count, in Time patience, nint signals);

    // struct pollfd
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }

    // struct timespec
    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
