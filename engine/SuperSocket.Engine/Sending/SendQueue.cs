namespace SuperSocket.SocketEngine;

/// <summary>
/// What one connection still has to send: copied into pooled buffers, bounded, sent by one thread at a time.
/// While one buffer is on its way to the socket, the next one fills, so that many small sends become one system call.
/// The lock guards all fields; nothing foreign is called under it.
/// </summary>
/// <param name="transport">The connection.</param>
/// <param name="initialSize">Size of the first buffer in bytes.</param>
/// <param name="limit">How many bytes may wait.</param>
/// <param name="owner">Is told of room and of failures.</param>
/// <param name="segmentLimit">How many segments of any size are accepted beyond <paramref name="limit"/>, while those before them are on their way.</param>
internal sealed class SendQueue(Transport transport, int initialSize, int limit, ISendQueueOwner owner, int segmentLimit = 0)
{
    // What is given to the transport at once: a peer that takes this much within sendTimeOut is reading.
    private const int MaxPiece = 32 * 1024;

    // After so many batches another thread goes on: a sender must not send for all others.
    private const int MaxBatchesOfOneFlush = 64;

    // A new buffer has the size that was needed lately, from this up to that of a piece.
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

    // Written by whoever is sending.
    private long _taken;

    /// <summary>What became of an offer.</summary>
    public enum Offer
    {
        /// <summary>No room, or closed.</summary>
        Refused,

        /// <summary>Taken; somebody is sending already.</summary>
        Taken,

        /// <summary>Taken; the caller must see to it that <see cref="Flush"/> is called.</summary>
        TakenNeedsFlush,
    }

    /// <summary>Whether so much waits that the session's own input should pause.</summary>
    public bool IsHalfFull => Waiting > limit / 2;

    /// <summary>Whether anything waits.</summary>
    public bool IsEmpty => Waiting == 0;

    /// <summary>How many bytes wait or are on their way to the socket.</summary>
    public long Waiting => (long)Volatile.Read(ref _filled) + Volatile.Read(ref _inFlight);

    /// <summary>How many bytes the socket has taken.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Copies one segment into the queue. An empty queue takes any length.</summary>
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

    /// <summary>Copies bytes into the queue, bounded in bytes only. An empty queue takes any length.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="reserve">How far the limit may be exceeded for them.</param>
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
    /// <exception cref="ArgumentException">They are longer than an array can be.</exception>
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

    /// <summary>Sends until nothing is left or the socket takes no more; then goes on by itself. One call for each offer that asks for it.</summary>
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

    /// <summary>Accepts nothing more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            SignalProgress();
        }
    }

    /// <summary>Completes when all that was accepted has been sent, or sending failed.</summary>
    /// <param name="patience">How long the peer may take for one piece.</param>
    /// <exception cref="TimeoutException">The peer took nothing for so long.</exception>
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

    /// <summary>Completes when at most half of the limit waits, or the queue is closed.</summary>
    /// <param name="patience">How long the peer may take for one piece.</param>
    /// <exception cref="TimeoutException">The peer took nothing for so long. One that reads on, however much waits, is given time.</exception>
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

    /// <summary>Blocks until all that was accepted has been sent, the queue is closed or the time is over.</summary>
    /// <param name="milliseconds">How long; 0 or less without limit.</param>
    public void WaitUntilEmpty(int milliseconds)
    {
        long end = milliseconds > 0 ? Environment.TickCount64 + milliseconds : long.MaxValue;
        lock (_lock)
        {
            while (_flushing && !_closed && Environment.TickCount64 < end)
                Block((int)Math.Min(1000, end - Environment.TickCount64));
        }
    }

    /// <summary>Blocks until something was sent, the queue is closed or the time is over.</summary>
    /// <returns>Whether the queue is open.</returns>
    public bool WaitForProgress(int milliseconds)
    {
        lock (_lock)
        {
            if (!_closed && _flushing)
                Block(milliseconds);
            return !_closed;
        }
    }

    // Under the lock, which others have meanwhile.
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

    // Ends the flush when there is nothing to send.
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

        // Not here: this may be the stack of somebody who sends under a lock of the application. And not as part of the flush: the application
        // may wait, for a lock or in a Send of its own, and what others send meanwhile must leave.
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
            // All that it sent is gone already, and it had more.
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
        // Waking up nobody costs as much as all the rest of a small send.
        if (_blocked > 0)
            Monitor.PulseAll(_lock);
        _progress?.TrySetResult();
        _progress = null;
    }
}

/// <summary>The connection of a <see cref="SendQueue"/>.</summary>
internal interface ISendQueueOwner
{
    /// <summary>
    /// Something was refused for lack of room, and all that waited has been sent since. Called by one thread at a time, on a thread of the pool that
    /// holds nothing; what it sends leaves together when it returns.
    /// </summary>
    void OnRoom();

    /// <summary>The system has taken bytes. Called on the stack of the sending thread.</summary>
    /// <param name="bytes">How many.</param>
    void OnTaken(int bytes);

    /// <summary>Sending failed; nothing more is sent. Called on the stack of the sending thread, which may hold locks of the application.</summary>
    /// <param name="e">Why.</param>
    void OnFailed(Exception e);
}
