using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace ChatServer.Logging;

/// <summary>
/// Writes text without ever blocking the writer: a thread of its own hands the bytes to the system. What does not fit into the queue, or cannot be
/// written, is dropped; the number of dropped lines is written as soon as writing works again. Thread-safe.
/// </summary>
internal sealed class OutputQueue
{
    /// <summary>Bytes that may wait, 1 MiB: some 10,000 lines. As many again may be on their way to the system.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly EventId Dropped = new(1001, "LinesDropped");

    // How long the thread waits after an error, so that a full disk costs no processor time.
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(200);

    private readonly string _name;
    private readonly IRawOutput _output;

    // Guards the fields below; nothing foreign is called under it.
    private readonly object _lock = new();
    private ArrayBufferWriter<byte> _waiting = new(1024);
    private ArrayBufferWriter<byte> _writing = new(1024);
    private long _dropped;
    private static long _droppedOfAll;
    private string? _error;
    private bool _isWriting;
    private bool _isEnding;

    // Of the writing thread: whether the system took a part of a line.
    private bool _isInLine;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">What the output is called in the line about dropped lines.</param>
    /// <param name="output">Where the bytes go.</param>
    public OutputQueue(string name, IRawOutput output)
    {
        _name = name;
        _output = output;
        new Thread(Run) { IsBackground = true, Name = $"Writer of {name}" }.Start();
    }

    /// <summary>Number of lines that were dropped since the start, of all outputs.</summary>
    public static long DroppedCount => Interlocked.Read(ref _droppedOfAll);

    /// <summary>How the line about dropped lines is written. Default <see cref="SimpleLineFormat"/>.</summary>
    public ILineFormat ReportFormat { get; set; } = new SimpleLineFormat();

    /// <summary>Puts text behind what waits, or drops it. Never blocks for long.</summary>
    /// <param name="text">The text, with its line ends.</param>
    public void Write(ReadOnlySpan<char> text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        lock (_lock)
        {
            if (_waiting.WrittenCount + length > MaxBytes)
            {
                Drop(text.Count('\n'));
                return;
            }

            _waiting.Advance(Encoding.UTF8.GetBytes(text, _waiting.GetSpan(length)));
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits a bounded time until everything is written or lost. Afterwards the thread no longer pauses after an error.</summary>
    /// <param name="limit">The longest wait.</param>
    /// <returns>Whether nothing waits.</returns>
    public bool Finish(TimeSpan limit)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        lock (_lock)
        {
            _isEnding = true;
            Monitor.PulseAll(_lock);
            while (_isWriting || _waiting.WrittenCount > 0)
            {
                long rest = end - Environment.TickCount64;
                if (rest <= 0 || !Monitor.Wait(_lock, TimeSpan.FromMilliseconds(rest)))
                    return !_isWriting && _waiting.WrittenCount == 0;
            }

            return true;
        }
    }

    private void Run()
    {
        while (true)
        {
            TakeWaiting();
            bool failed = !TryWrite(_writing.WrittenSpan);
            if (!failed && TakeReport() is { } report)
                failed = !TryWrite(report);
            _writing.ResetWrittenCount();
            if (_writing.Capacity > MaxBytes / 4)
                _writing = new ArrayBufferWriter<byte>(1024);
            bool isEnding;
            lock (_lock)
            {
                _isWriting = false;
                isEnding = _isEnding;
                Monitor.PulseAll(_lock);
            }

            if (failed && !isEnding)
                Thread.Sleep(PauseAfterError);
        }
    }

    private void TakeWaiting()
    {
        lock (_lock)
        {
            while (_waiting.WrittenCount == 0)
                Monitor.Wait(_lock);
            (_waiting, _writing) = (_writing, _waiting);
            _isWriting = true;
        }
    }

    private bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        // What follows a line that was cut off begins on a line of its own.
        string? error = null;
        if (_isInLine)
            _isInLine = _output.Write("\n"u8, out error) == 0;
        int written = _isInLine ? 0 : _output.Write(bytes, out error);
        if (written == bytes.Length)
            return true;
        if (written > 0)
            _isInLine = bytes[written - 1] != (byte)'\n';
        lock (_lock)
        {
            Drop(bytes[written..].Count((byte)'\n'));
            _error = error;
        }

        return false;
    }

    private byte[]? TakeReport()
    {
        lock (_lock)
        {
            if (_dropped == 0)
                return null;
            string reason = _error ?? "nobody read them in time";
            string text = string.Create(CultureInfo.InvariantCulture, $"{_dropped} lines of {_name} were dropped: {reason}.");
            var record = new LogRecord(DateTimeOffset.UtcNow, LogLevel.Warning, "Log", Dropped, text, text, [new("Lines", _dropped)], null);
            string report = ReportFormat.Format(record) + Environment.NewLine;
            _dropped = 0;
            _error = null;
            return Encoding.UTF8.GetBytes(report);
        }
    }

    // Called under the lock. A part of a line counts, too.
    private void Drop(int lines)
    {
        _dropped += Math.Max(1, lines);
        Interlocked.Add(ref _droppedOfAll, Math.Max(1, lines));
    }
}
