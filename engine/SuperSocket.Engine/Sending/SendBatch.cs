namespace SuperSocket.SocketEngine;

/// <summary>
/// The queues that the current thread filled while it handled one received block, flushed together at the block's end:
/// a hundred messages to one receiver become one system call.
/// </summary>
internal sealed class SendBatch
{
    [ThreadStatic]
    private static SendBatch? _ofThread;

    private readonly Queue<SendQueue> _queues = [];
    private bool _open;

    /// <summary>Starts a batch on the current thread. Batches do not nest: the inner one is part of the outer one.</summary>
    /// <returns>The batch to end, or <see langword="null"/> for an inner one.</returns>
    public static SendBatch? Begin()
    {
        SendBatch batch = _ofThread ??= new SendBatch();
        if (batch._open)
            return null;
        batch._open = true;
        return batch;
    }

    /// <summary>Flushes the queue at the end of the current thread's batch, or at once when there is none.</summary>
    public static void Flush(SendQueue queue)
    {
        if (_ofThread is { _open: true } batch)
            batch._queues.Enqueue(queue);
        else
            queue.Flush();
    }

    /// <summary>Flushes now what the current thread's batch holds: its thread is about to wait.</summary>
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

    // A flush may let a session send more, which adds queues while this runs, or even wait, which comes here again: each is taken once.
    private void FlushQueues()
    {
        while (_queues.TryDequeue(out SendQueue? queue))
            queue.Flush();
    }
}
