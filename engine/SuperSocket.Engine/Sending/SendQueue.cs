namespace SuperSocket.SocketEngine;

/// <summary>
/// The bytes that one connection still has to send. The queue copies them into pooled buffers and bounds them; one thread sends at a time. While one buffer
/// is being sent, the next one fills, so that many small sends become one system call. The lock guards all fields. No code
/// of the owner or the application is called under it.
/// </summary>
/// <param name="transport">The connection.</param>
/// <param name="initialSize">Size of the first buffer in bytes.</param>
/// <param name="limit">Maximum number of bytes that wait.</param>
/// <param name="owner">Is notified of free room and of failures.</param>
/// <param name="segmentLimit">
/// Maximum number of segments of any size that are accepted beyond <paramref name="limit"/> while earlier bytes are being sent.
/// </param>
internal sealed class SendQueue(Transport transport, int initialSize, int limit, ISendQueueOwner owner, int segmentLimit = 0)
{
    // Maximum bytes per send. A peer that accepts this many bytes within sendTimeOut counts as reading.
    private const int MaxPiece = 32 * 1024;

    // After this many batches another thread continues the flush, so that one sender does not send for all others.
    private const int MaxBatchesOfOneFlush = 64;

    // A new buffer has the recently used size, at least this and at most MaxPiece.
    private const int MinBuffer = 256;

    private readonly object _lock = new();
    private byte[]? _filling;
    private int _filled;
    private int _segments;
    private int _usual = initialSize;
    private int _inFlight;
    private bool _flushing;
    private bool _refused;
    private bool _tellingRoom;
    private bool _closed;
    private TaskCompletionSource? _progress;
    private int _blocked;

    // Written only by the thread that sends.
    private long _taken;

    /// <summary>Result of adding bytes.</summary>
    public enum Offer
    {
        /// <summary>Refused: there is no room, or the queue is closed.</summary>
        Refused,

        /// <summary>Accepted. Another thread is already sending.</summary>
        Taken,

        /// <summary>Accepted. The caller must make sure that <see cref="Flush"/> is called.</summary>
        TakenNeedsFlush,
    }

    /// <summary>Whether more than half of the limit waits. The session's own input should then pause.</summary>
    public bool IsHalfFull => Waiting > limit / 2;

    /// <summary>Whether no bytes wait.</summary>
    public bool IsEmpty => Waiting == 0;

    /// <summary>Number of bytes that wait or are being sent.</summary>
    public long Waiting => (long)Volatile.Read(ref _filled) + Volatile.Read(ref _inFlight);

    /// <summary>Number of bytes that the socket has accepted.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Copies one segment into the queue. An empty queue accepts any length.</summary>
    /// <param name="bytes">The bytes.</param>
    public Offer TryAdd(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (!HasRoom(bytes.Length, 1))
                return Offer.Refused;
            Append(bytes);
            _segments++;
            return AfterAppend();
        }
    }

    /// <summary>Copies bytes into the queue. Only the limit in bytes applies. An empty queue accepts any length.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="reserve">By how many bytes the limit may be exceeded. A negative value lowers the limit.</param>
    public Offer TryAddBounded(ReadOnlySpan<byte> bytes, int reserve)
    {
        lock (_lock)
        {
            if (!HasRoom(bytes.Length - reserve, int.MaxValue))
                return Offer.Refused;
            Append(bytes);
            _segments++;
            return AfterAppend();
        }
    }

    /// <summary>Copies all segments into the queue, or none.</summary>
    /// <exception cref="ArgumentException">Together they are longer than an array can be.</exception>
    public Offer TryAdd(IList<ArraySegment<byte>> segments)
    {
        long length = 0;
        foreach (ArraySegment<byte> segment in segments)
            length += segment.Count;
        if (length > Array.MaxLength)
            throw new ArgumentException($"{length} bytes cannot be sent at once; send them in several lists.", nameof(segments));

        lock (_lock)
        {
            if (!HasRoom(length, segments.Count))
                return Offer.Refused;
            foreach (ArraySegment<byte> segment in segments)
                Append(segment);
            _segments += segments.Count;
            return AfterAppend();
        }
    }

    /// <summary>
    /// Sends until the queue is empty or the socket accepts no more. In the second case the flush continues by itself. Call this once for each
    /// <see cref="Offer.TakenNeedsFlush"/>.
    /// </summary>
    public void Flush()
    {
        for (int batches = 0; TryTakeBatch(out byte[] batch, out int length); batches++)
        {
            int sent = 0;
            while (sent < length)
            {
                ValueTask<int> send;
                try
                {
                    send = transport.SendAsync(batch.AsMemory(sent, Math.Min(length - sent, MaxPiece)));
                    if (send.IsCompletedSuccessfully)
                    {
                        sent += CountTaken(send.Result);
                        continue;
                    }
                }
                catch (Exception e)
                {
                    Fail(batch, e);
                    return;
                }

                _ = FinishAsync(send, batch, sent, length);
                return;
            }

            Sent(batch);
            if (batches < MaxBatchesOfOneFlush)
                continue;
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Flush(), this, preferLocal: false);
            return;
        }
    }

    /// <summary>Closes the queue. It accepts no more bytes.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            SignalProgress();
        }
    }

    /// <summary>Completes when all accepted bytes are sent, or when sending fails.</summary>
    /// <param name="patience">Maximum time for the peer to accept one piece.</param>
    /// <exception cref="TimeoutException">The peer accepted nothing during this time.</exception>
    public async Task WhenEmptyAsync(TimeSpan patience)
    {
        while (true)
        {
            Task progress;
            lock (_lock)
            {
                if (!_flushing)
                    return;
                progress = NextProgress();
            }

            await progress.WaitAsync(patience).ConfigureAwait(false);
        }
    }

    /// <summary>Completes when at most half of the limit waits, or when the queue is closed.</summary>
    /// <param name="patience">Maximum time for the peer to accept one piece.</param>
    /// <exception cref="TimeoutException">
    /// The peer accepted nothing during this time. A peer that keeps reading does not cause a timeout, however many bytes wait.
    /// </exception>
    public async Task WhenHalfEmptyAsync(TimeSpan patience)
    {
        while (true)
        {
            Task progress;
            lock (_lock)
            {
                if (_closed || !IsHalfFull)
                    return;
                progress = NextProgress();
            }

            await progress.WaitAsync(patience).ConfigureAwait(false);
        }
    }

    /// <summary>Blocks until all accepted bytes are sent, the queue is closed, or the timeout ends.</summary>
    /// <param name="milliseconds">The timeout. 0 or less means no timeout.</param>
    public void WaitUntilEmpty(int milliseconds)
    {
        long end = milliseconds > 0 ? Environment.TickCount64 + milliseconds : long.MaxValue;
        lock (_lock)
        {
            while (_flushing && !_closed && Environment.TickCount64 < end)
                Block((int)Math.Min(1000, end - Environment.TickCount64));
        }
    }

    /// <summary>Blocks until some bytes are sent, the queue is closed, or the timeout ends.</summary>
    /// <returns>Whether the queue is still open.</returns>
    public bool WaitForProgress(int milliseconds)
    {
        lock (_lock)
        {
            if (!_closed && _flushing)
                Block(milliseconds);
            return !_closed;
        }
    }

    // Called under the lock. The wait releases the lock meanwhile.
    private void Block(int milliseconds)
    {
        _blocked++;
        Monitor.Wait(_lock, milliseconds);
        _blocked--;
    }

    private bool HasRoom(long length, int segments)
    {
        if (_closed)
            return false;
        long waiting = Waiting;
        if (waiting == 0 || waiting + length <= limit || ((long)_segments + segments <= segmentLimit && _filled + length <= Array.MaxLength))
            return true;
        _refused = true;
        return false;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        int needed = _filled + bytes.Length;
        if (_filling == null)
        {
            _filling = SendBuffers.Rent(Math.Max(_usual, needed));
        }
        else if (needed > _filling.Length)
        {
            byte[] larger = SendBuffers.Rent((int)Math.Clamp(_filling.Length * 2L, needed, Array.MaxLength));
            _filling.AsSpan(0, _filled).CopyTo(larger);
            SendBuffers.Return(_filling);
            _filling = larger;
        }

        bytes.CopyTo(_filling.AsSpan(_filled));
        _filled = needed;
    }

    private Offer AfterAppend()
    {
        if (_flushing || _filled == 0)
            return Offer.Taken;
        _flushing = true;
        return Offer.TakenNeedsFlush;
    }

    // Takes the filled buffer. Returns false and ends the flush if there is nothing to send.
    private bool TryTakeBatch(out byte[] batch, out int length)
    {
        bool tellRoom;
        lock (_lock)
        {
            if (_filled > 0)
            {
                batch = _filling!;
                length = _inFlight = _filled;
                _usual = Math.Clamp(Math.Max(length, _usual / 2), MinBuffer, MaxPiece);
                _filling = null;
                _filled = 0;
                _segments = 0;
                return true;
            }

            _flushing = false;
            SignalProgress();
            tellRoom = _refused && !_closed && !_tellingRoom;
            if (tellRoom)
            {
                _refused = false;
                _tellingRoom = true;
            }
        }

        // Runs on the thread pool, because this stack may belong to a sender that holds a lock of the application. It is not part of the flush, because the
        // application may wait for a lock or in its own Send. Bytes of other senders must still be sent during that wait.
        if (tellRoom)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.TellRoom(), this, preferLocal: false);
        batch = [];
        length = 0;
        return false;
    }

    private void TellRoom()
    {
        SendBatch? batch = SendBatch.Begin();
        try
        {
            owner.OnRoom();
        }
        finally
        {
            batch?.End();
        }

        bool again;
        lock (_lock)
        {
            // All bytes that the owner added are already sent, and the owner had more.
            again = _refused && !_closed && !_flushing;
            if (again)
                _refused = false;
            else
                _tellingRoom = false;
        }

        if (again)
            ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.TellRoom(), this, preferLocal: false);
    }

    private async Task FinishAsync(ValueTask<int> send, byte[] batch, int sent, int length)
    {
        try
        {
            sent += CountTaken(await send.ConfigureAwait(false));
            while (sent < length)
            {
                lock (_lock)
                    SignalProgress();
                sent += CountTaken(await transport.SendAsync(batch.AsMemory(sent, Math.Min(length - sent, MaxPiece))).ConfigureAwait(false));
            }
        }
        catch (Exception e)
        {
            Fail(batch, e);
            return;
        }

        Sent(batch);
        Flush();
    }

    private int CountTaken(int bytes)
    {
        Volatile.Write(ref _taken, _taken + bytes);
        owner.OnTaken(bytes);
        return bytes;
    }

    private void Sent(byte[] batch)
    {
        SendBuffers.Return(batch);
        lock (_lock)
        {
            _inFlight = 0;
            SignalProgress();
        }
    }

    private void Fail(byte[] batch, Exception e)
    {
        SendBuffers.Return(batch);
        lock (_lock)
        {
            _closed = true;
            _flushing = false;
            _inFlight = 0;
            _filled = 0;
            _segments = 0;
            if (_filling != null)
                SendBuffers.Return(_filling);
            _filling = null;
            SignalProgress();
        }

        owner.OnFailed(e);
    }

    private Task NextProgress() => (_progress ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void SignalProgress()
    {
        // A pulse without waiting threads costs as much as the rest of a small send.
        if (_blocked > 0)
            Monitor.PulseAll(_lock);
        _progress?.TrySetResult();
        _progress = null;
    }
}

/// <summary>The owner of a <see cref="SendQueue"/>: its connection.</summary>
internal interface ISendQueueOwner
{
    /// <summary>
    /// The queue refused bytes for lack of room, and everything that waited has now been sent. Called by one thread at a time, on a pool thread that holds no
    /// lock. Bytes that this method adds are sent together when it returns.
    /// </summary>
    void OnRoom();

    /// <summary>The socket accepted bytes. Called on the stack of the sending thread.</summary>
    /// <param name="bytes">Number of bytes.</param>
    void OnTaken(int bytes);

    /// <summary>Sending failed, and nothing more is sent. Called on the stack of the sending thread, which may hold locks of the application.</summary>
    /// <param name="e">The cause.</param>
    void OnFailed(Exception e);
}
