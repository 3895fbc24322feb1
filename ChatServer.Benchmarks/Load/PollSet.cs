using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ChatServer.Benchmarks.Load;

/// <summary>Waits for many connections at once, with poll(2). Not thread-safe.</summary>
/// <param name="connections">The connections.</param>
internal sealed class PollSet(IReadOnlyList<WireConnection> connections)
{
    private const short Readable = 1;
    private const short Writable = 4;
    private const int Interrupted = 4;

    private readonly Entry[] _entries = [.. connections.Select(connection => new Entry { Descriptor = connection.Descriptor, Wanted = Readable })];

    /// <summary>Waits until something can be done.</summary>
    /// <param name="milliseconds">At most so long; 0 does not wait.</param>
    /// <returns>Whether something can be done.</returns>
    public bool Wait(int milliseconds)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            _entries[i].Wanted = connections[i].Unsent > 0 ? (short)(Readable | Writable) : Readable;

            // poll(2) passes over negative numbers.
            if (connections[i].HasEnded)
                _entries[i].Descriptor = -1;
        }

        int ready = Poll(_entries, (nuint)_entries.Length, milliseconds);
        if (ready < 0 && Marshal.GetLastPInvokeError() != Interrupted)
            throw new Win32Exception();
        return ready > 0;
    }

    /// <summary>Whether a connection has something to receive, or has ended.</summary>
    public bool IsReadable(int index) => (_entries[index].Found & ~Writable) != 0;

    /// <summary>Whether a connection takes more of what is to be sent.</summary>
    public bool IsWritable(int index) => (_entries[index].Found & Writable) != 0;

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] Entry[] entries, nuint count, int milliseconds);

    // struct pollfd
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public int Descriptor;
        public short Wanted;
        public short Found;
    }
}
