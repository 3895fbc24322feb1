using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Benchmarks.Wire;

/// <summary>
/// Waits for many connections at once, with epoll(7) of Linux: a wait costs what is ready, not what is there. Level-triggered. Not thread-safe.
/// </summary>
internal sealed class ReadySet : IDisposable
{
    private const int Readable = 1;
    private const int Writable = 4;
    private const int AddEntry = 1;
    private const int RemoveEntry = 2;
    private const int ModifyEntry = 3;
    private const int Interrupted = 4;
    private const int MaxEvents = 512;

    private static readonly TimeSpan MinForMilliseconds = TimeSpan.FromMilliseconds(100);

    // struct epoll_event is 32 bits of events and 64 of data; only on x64 nothing stands between the two.
    private static readonly int Stride = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 3 : 4;
    private static readonly int DataOffset = Stride - 2;

    private readonly SafeFileHandle _epoll;
    private readonly int[] _events = new int[MaxEvents * Stride];
    private readonly int[] _change = new int[Stride];
    private readonly PollEntry[] _self;

    /// <summary>Makes an empty set.</summary>
    public ReadySet()
    {
        int epoll = Create(0);
        if (epoll < 0)
            throw new Win32Exception();
        _epoll = new SafeFileHandle(epoll, ownsHandle: true);
        _self = [new PollEntry { Descriptor = epoll, Wanted = Readable }];
    }

    /// <summary>Adds a connection; it leaves the set when it ends.</summary>
    /// <param name="connection">The connection, which is in no other set.</param>
    /// <param name="key">A number of the caller's, by which it knows the connection again.</param>
    public void Add(WireConnection connection, int key)
    {
        connection.Join(this, key);
        Change(AddEntry, connection.Descriptor, Readable, key);
    }

    /// <summary>Waits until something can be done.</summary>
    /// <param name="patience">At most so long; 0 or less does not wait.</param>
    /// <returns>How many connections are ready: see <see cref="Key"/>.</returns>
    public int Wait(TimeSpan patience)
    {
        // epoll counts milliseconds, a schedule does not.
        bool isLong = patience >= MinForMilliseconds;
        if (!isLong && patience > TimeSpan.Zero)
            WaitForSelf(patience);
        int ready;
        while ((ready = Wait(_epoll, _events, MaxEvents, isLong ? (int)patience.TotalMilliseconds : 0)) < 0)
            ThrowUnlessInterrupted();
        return ready;
    }

    /// <summary>The key of a connection that is ready.</summary>
    /// <param name="index">From 0 on.</param>
    public int Key(int index) => _events[(index * Stride) + DataOffset];

    /// <summary>Whether it has something to receive, or has ended.</summary>
    public bool IsReadable(int index) => (_events[index * Stride] & ~Writable) != 0;

    /// <summary>Whether it takes more of what is to be sent.</summary>
    public bool IsWritable(int index) => (_events[index * Stride] & Writable) != 0;

    /// <inheritdoc/>
    public void Dispose() => _epoll.Dispose();

    /// <summary>Says whether a connection has more to send than the system took.</summary>
    internal void WantToWrite(WireConnection connection, int key, bool want)
        => Change(ModifyEntry, connection.Descriptor, want ? Readable | Writable : Readable, key);

    /// <summary>Takes a connection out.</summary>
    internal void Remove(WireConnection connection) => Change(RemoveEntry, connection.Descriptor, 0, 0);

    private void Change(int operation, int descriptor, int events, int key)
    {
        _change[0] = events;
        _change[DataOffset] = key;
        if (Control(_epoll, operation, descriptor, _change) < 0)
            throw new Win32Exception();
    }

    private void WaitForSelf(TimeSpan patience)
    {
        long ticks = patience.Ticks;
        var time = new Time { Seconds = (nint)(ticks / TimeSpan.TicksPerSecond), Nanoseconds = (nint)(ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick) };
        while (Poll(_self, 1, in time, signals: 0) < 0)
            ThrowUnlessInterrupted();
    }

    // A signal, of a child process that ended for example, is no reason to say that nothing came.
    private static void ThrowUnlessInterrupted()
    {
        if (Marshal.GetLastPInvokeError() != Interrupted)
            throw new Win32Exception();
    }

    [DllImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Create(int flags);

    [DllImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle epoll, int operation, int descriptor, [In] int[] change);

    [DllImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Wait(SafeFileHandle epoll, [In, Out] int[] events, int most, int milliseconds);

    [DllImport("libc", EntryPoint = "ppoll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] PollEntry[] entries, nuint count, in Time patience, nint signals);

    // struct pollfd
    [StructLayout(LayoutKind.Sequential)]
    private struct PollEntry
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
