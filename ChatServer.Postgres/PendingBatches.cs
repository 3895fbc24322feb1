namespace ChatServer.Postgres;

/// <summary>
/// Batches of other nodes that wait until they can be applied: each after the one before it of its node, and after those that it comes after. Bounded: what
/// does not fit is dropped, because it can be read from the database. Thread-safe.
/// </summary>
/// <param name="applied">What is applied.</param>
internal sealed class PendingBatches(AppliedBatches applied)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, SortedDictionary<long, StoredBatch>> _batches = [];
    private long _bytes;

    /// <summary>Whether batches wait.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _batches.Count == 0;
        }
    }

    /// <summary>Their length.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>Adds a batch, unless it is known or applied.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="mayDrop">Whether it may be dropped for lack of room.</param>
    /// <returns>Whether it waits now and did not before.</returns>
    public bool Add(StoredBatch batch, bool mayDrop)
    {
        if (batch.Number <= applied.Get(batch.Node))
            return false;
        lock (_lock)
        {
            if (mayDrop && _bytes > MaxBytes)
                return false;
            if (!_batches.TryGetValue(batch.Node, out SortedDictionary<long, StoredBatch>? ofNode))
                _batches[batch.Node] = ofNode = [];
            if (!ofNode.TryAdd(batch.Number, batch))
                return false;
            _bytes += batch.Length;
            return true;
        }
    }

    /// <summary>Takes a batch that can be applied now.</summary>
    /// <returns>The batch; <see langword="null"/> if there is none.</returns>
    public StoredBatch? TakeReady()
    {
        lock (_lock)
        {
            foreach ((int node, SortedDictionary<long, StoredBatch> ofNode) in _batches)
            {
                long next = applied.Get(node) + 1;
                while (ofNode.Count > 0 && ofNode.First() is var first && first.Key <= next)
                {
                    bool isNext = first.Key == next;
                    if (isNext && !applied.Includes(first.Value.After))
                        break;
                    ofNode.Remove(first.Key);
                    _bytes -= first.Value.Length;
                    if (ofNode.Count == 0)
                        _batches.Remove(node);
                    if (isNext)
                        return first.Value;
                }
            }

            return null;
        }
    }
}
