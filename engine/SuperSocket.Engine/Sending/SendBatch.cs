namespace SuperSocket.SocketEngine;

/// <summary>
/// The queues that the current thread filled while it handled one received block. They are flushed together at the end of the block, so that a hundred
/// messages to one receiver become one system call.
/// </summary>
internal sealed class SendBatch
{
    [ThreadStatic]
    private static SendBatch? _ofThread;

    private readonly Queue<SendQueue> _queues = [];
    private bool _open;

    /// <summary>Starts a batch on the current thread. Batches do not nest: an inner batch is part of the outer one.</summary>
    /// <returns>The batch, on which the caller must call <see cref="End"/>. <see langword="null"/> for an inner one.</returns>
    public static SendBatch? Begin()
    {
        SendBatch batch = _ofThread ??= new SendBatch();
        if (batch._open)
            return null;
        batch._open = true;
        return batch;
    }

    /// <summary>Flushes the queue at the end of the current thread's batch. Without a batch, flushes it at once.</summary>
    public static void Flush(SendQueue queue)
    {
        if (_ofThread is { _open: true } batch)
            batch._queues.Enqueue(queue);
        else
            queue.Flush();
    }

    /// <summary>Flushes the queues of the current thread's batch now. Called before the thread waits.</summary>
    public static void FlushAll() => _ofThread?.FlushQueues();

    /// <summary>Flushes and ends the batch.</summary>
    public void End()
    {
        try
        {
            FlushQueues();
        }
        finally
        {
            _open = false;
        }
    }

    // During a flush a session may send more, which adds queues. It may also wait, which calls this method again. Each queue is taken once.
    private void FlushQueues()
    {
        while (_queues.TryDequeue(out SendQueue? queue))
            queue.Flush();
    }
}
