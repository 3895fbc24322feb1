using System.Buffers;
using System.Diagnostics;

namespace ChatServer.Core.Storage.Journal;

/// <content>Collects records; contains the thread that writes them.</content>
public sealed partial class JournalStore
{
    // If more bytes than this wait for the disk, senders wait.
    private const int MaxWaitingBytes = 32 * 1024 * 1024;
    private const int MinBuffer = 64 * 1024;
    private const int MaxIdleBuffer = 1024 * 1024;

    // Each thread keeps a buffer for a record of this length: one or two ids and a text of a few hundred characters.
    private const int UsualFrame = 4 * 1024;

    // Maximum delay of a flush for records without an observer. A record with an observer is flushed at once.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    // Interval of the check that other programs did not remove or change the files.
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    [ThreadStatic]
    private static byte[]? _frameOfThread;

    // Wake the writer for records and for the end. They are never disposed of, because records may arrive after the end.
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ManualResetEvent _end = new(initialState: false);

    // Guards the fields below. A leaf lock: no other lock is taken under it, and only methods of the events are called under it.
    private readonly Lock _lock = new();
    private byte[] _filling = new byte[MinBuffer];
    private int _filled;
    private int _inFlight;
    private long _appended = IStore.PositionOfRead;
    private long _taken = IStore.PositionOfRead;
    private long _durable = IStore.PositionOfRead;
    private bool _hurry;
    private bool _writerWaits;
    private bool _stopping;
    private volatile string? _failure;
    private volatile bool _behind;
    private TaskCompletionSource? _ready;

    // Used only by the writer thread.
    private byte[] _batch = new byte[MinBuffer];
    private int _batchLength;
    private long _batchLast;
    private JournalFile? _file;
    private JournalHeader _firstHeader;
    private long _lastWatch;

    /// <inheritdoc/>
    public StoreCondition Condition => _failure != null ? StoreCondition.Failing : _behind ? StoreCondition.Behind : StoreCondition.Ready;

    /// <inheritdoc/>
    public string? Failure => _failure;

    /// <inheritdoc/>
    public long Append(in StoreRecord record)
    {
        // Outside the lock, so that other threads do not wait.
        int max = JournalFormat.FrameLength + RecordCodec.MaxBytes(record);
        byte[] frame = max <= UsualFrame ? _frameOfThread ??= new byte[UsualFrame] : ArrayPool<byte>.Shared.Rent(max);
        try
        {
            return Append(frame.AsSpan(0, WriteFramed(record, frame)));
        }
        finally
        {
            if (max > UsualFrame)
                ArrayPool<byte>.Shared.Return(frame);
        }
    }

    /// <inheritdoc/>
    public void Notify(long position, ICommitObserver observer)
    {
        _waiters.Add(position, observer);
        if (position <= Durable)
        {
            _waiters.Release(Durable);
            return;
        }

        lock (_lock)
        {
            // No early flush is needed for records that the writer has already taken.
            if (position <= _taken || _hurry)
                return;
            _hurry = true;
            WakeWriter();
        }
    }

    /// <inheritdoc/>
    public Task WhenReadyAsync()
    {
        lock (_lock)
        {
            return _behind && _failure == null && !_stopping
                ? (_ready ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    private long Append(ReadOnlySpan<byte> frame)
    {
        lock (_lock)
        {
            if (_filling.Length - _filled < frame.Length)
                Grow(frame.Length);
            frame.CopyTo(_filling.AsSpan(_filled));
            _filled += frame.Length;
            if (_filled + _inFlight > MaxWaitingBytes)
                _behind = true;
            if (_writerWaits)
                WakeWriter();
            return ++_appended;
        }
    }

    private static int WriteFramed(in StoreRecord record, Span<byte> frame)
    {
        int length = RecordCodec.Write(record, frame[JournalFormat.FrameLength..]);
        if (length > JournalFormat.MaxRecordLength)
            throw new ArgumentException($"A record of {length} bytes is longer than {JournalFormat.MaxRecordLength}.");
        JournalFormat.WriteFrame(frame, length);
        return JournalFormat.FrameLength + length;
    }

    private void Grow(int needed)
    {
        byte[] larger = new byte[Math.Max(_filled + needed, _filling.Length * 2)];
        _filling.AsSpan(0, _filled).CopyTo(larger);
        _filling = larger;
    }

    private void WakeWriter()
    {
        _writerWaits = false;
        _wake.Set();
    }

    // One round: waits for records, writes them and flushes. Returns false at the end.
    private bool WriteNext()
    {
        if (_batchLength == 0 && !_mustRebuild && !TryTakeBatch())
        {
            // This is the last chance to notice a removed or changed file.
            Watch();
            return false;
        }

        WatchIfDue();
        if (_mustRebuild)
            Rebuild();
        else if (_mustMakeRoom)
            TryMakeRoom();
        if (_batchLength > 0)
            WriteBatch();
        if (_failure != null)
            Recovered();
        CompactIfNeeded();
        ServeRequests();
        return true;
    }

    // Waits until there are records to write, or until the files must be checked. Returns false at the end.
    private bool TryTakeBatch()
    {
        WaitForRecords();
        lock (_lock)
        {
            _batchLength = _inFlight = _filled;
            _batchLast = _taken = _appended;
            _hurry = false;
            (_filling, _batch) = (_batch, _filling);
            _filled = 0;
            return _batchLength > 0 || !_stopping;
        }
    }

    private void WaitForRecords()
    {
        while (MustWaitForFirst())
        {
            if (!_wake.WaitOne(WatchInterval))
                return;
        }

        long start = Stopwatch.GetTimestamp();
        while (MayWaitForMore())
        {
            TimeSpan left = Patience - Stopwatch.GetElapsedTime(start);
            if (left < TimeSpan.FromMilliseconds(1))
                return;

            // Now only an early flush or the end wakes the writer.
            _wake.WaitOne(left);
        }
    }

    private bool MustWaitForFirst()
    {
        lock (_lock)
            return _writerWaits = _filled == 0 && !_stopping && _requests.Count == 0;
    }

    private bool MayWaitForMore()
    {
        lock (_lock)
            return !_hurry && !_stopping && _filled < MaxIdleBuffer;
    }

    private void WriteBatch()
    {
        JournalFile file = _mustBeginAnotherFile ? BeginAnotherFile() : _file ??= CreateFile(_firstHeader);

        // If a call below throws, the content of the file after its durable part is unknown.
        _mustBeginAnotherFile = true;
        file.CheckPlace();
        file.WriteFrames(_batch.AsSpan(0, _batchLength));
        long start = Stopwatch.GetTimestamp();
        file.Flush();
        var flush = new StoreFlush(Stopwatch.GetElapsedTime(start), _batchLast - Durable);
        file.CheckPlace();
        _mustBeginAnotherFile = false;
        Committed(_batchLength, _batchLast);
        Flushed?.Invoke(flush);
    }

    private void Committed(int length, long last)
    {
        _batchLength = 0;
        bool isReady;
        lock (_lock)
        {
            _inFlight = 0;
            Volatile.Write(ref _durable, last);
            isReady = _behind && _filled < MaxWaitingBytes / 2;
            if (isReady)
                _behind = false;
        }

        _writtenBytes += length;
        _bytesSinceSnapshot += length;
        _free -= length;
        if (isReady)
            TellReady();
        _waiters.Release(last);

        // Shrink only after a much smaller batch. Frequent reallocation of large buffers would cause a full garbage collection each time.
        if (_batch.Length > MaxIdleBuffer && length < _batch.Length / 4)
            _batch = new byte[MinBuffer];
    }

    private void TellReady()
    {
        TaskCompletionSource? ready;
        lock (_lock)
        {
            ready = _ready;
            _ready = null;
        }

        ready?.SetResult();
    }
}
