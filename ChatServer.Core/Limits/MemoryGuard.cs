using Microsoft.Extensions.Logging;

namespace ChatServer.Core.Limits;

/// <summary>
/// Notices that memory gets short before the process runs out of it. A thread of its own looks ten times a second, so it looks also while all others are busy.
/// Before it decides that memory is short, it lets the garbage collector find out what is really in use, unless there is no time for that.
/// </summary>
public sealed partial class MemoryGuard : IDisposable
{
    /// <summary>Share of the memory from which on it may be short.</summary>
    internal const double High = 0.75;

    /// <summary>Share from which on it is short, whatever part of it is garbage.</summary>
    internal const double Critical = 0.85;

    /// <summary>Share below which it is no longer short.</summary>
    internal const double Low = 0.65;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CollectionInterval = TimeSpan.FromSeconds(5);

    private readonly IMemory _memory;
    private readonly Action<bool> _onChanged;
    private readonly ILogger _log;
    private readonly ManualResetEvent _end = new(initialState: false);
    private readonly Thread? _thread;
    private volatile bool _isShort;
    private long _requestedAt = long.MinValue;
    private int? _collections;

    /// <summary>Starts to look.</summary>
    /// <param name="onChanged">Called on the guard's thread with whether memory is short, when that changes. Must not throw.</param>
    /// <param name="log">Receives a line for each change.</param>
    public MemoryGuard(Action<bool> onChanged, ILogger log)
        : this(onChanged, log, ProcessMemory.Instance)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "Memory" };
        _thread.Start();
    }

    /// <summary>Creates a guard that looks only when a test says so.</summary>
    internal MemoryGuard(Action<bool> onChanged, ILogger log, IMemory memory) => (_onChanged, _log, _memory) = (onChanged, log, memory);

    /// <summary>Whether memory is short.</summary>
    public bool IsShort => _isShort;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        _thread?.Join();
        _end.Dispose();
    }

    /// <summary>Looks once.</summary>
    internal void Check()
    {
        double share = _memory.Limit > 0 ? (double)_memory.Used / _memory.Limit : 0;
        if (_isShort)
        {
            // What was short may be garbage now: messages that were confirmed.
            if (share < Low)
                Change(false);
            else
                RequestCollection();
        }
        else if (share < High)
        {
            _collections = null;
        }
        else if (share >= Critical || _memory.Collections > _collections)
        {
            Change(true);
        }
        else if (_collections == null)
        {
            _collections = _memory.Collections;
            RequestCollection();
        }
    }

    private void Run()
    {
        while (!_end.WaitOne(Interval))
            Check();
    }

    private void Change(bool isShort)
    {
        _isShort = isShort;
        _collections = null;
        _onChanged(isShort);
        long mebibytes = _memory.Limit >> 20;
        if (isShort)
            LogShort(_log, _memory.Used >> 20, mebibytes);
        else
            LogEnough(_log, _memory.Used >> 20, mebibytes);
    }

    private void RequestCollection()
    {
        if (_requestedAt != long.MinValue && _memory.Now - _requestedAt < CollectionInterval.TotalMilliseconds)
            return;
        _requestedAt = _memory.Now;
        _memory.Collect();
    }

    [LoggerMessage(3400, LogLevel.Error,
        "Memory is short: {Used} of {Limit} MiB are in use. New messages are refused until there is more. Lower maxMessages and maxCharacters, or give the "
        + "process more memory.")]
    private static partial void LogShort(ILogger log, long used, long limit);

    [LoggerMessage(3401, LogLevel.Warning, "Memory is no longer short: {Used} of {Limit} MiB are in use. New messages are stored again.")]
    private static partial void LogEnough(ILogger log, long used, long limit);

    /// <summary>The memory of a process.</summary>
    internal interface IMemory
    {
        /// <summary>Bytes in use, garbage included.</summary>
        long Used { get; }

        /// <summary>Bytes that may be used.</summary>
        long Limit { get; }

        /// <summary>Number of full collections.</summary>
        int Collections { get; }

        /// <summary>The time in milliseconds.</summary>
        long Now { get; }

        /// <summary>Starts a full collection, and does not wait for it.</summary>
        void Collect();
    }

    private sealed class ProcessMemory : IMemory
    {
        public static readonly ProcessMemory Instance = new();

        public long Used => GC.GetTotalMemory(forceFullCollection: false);

        // Asked for once: each answer allocates, and the limit of a process does not change.
        public long Limit { get; } = MemoryBudget.GetHeapLimit();

        public int Collections => GC.CollectionCount(GC.MaxGeneration);

        public long Now => Environment.TickCount64;

        public void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
