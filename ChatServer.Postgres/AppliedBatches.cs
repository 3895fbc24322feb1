namespace ChatServer.Postgres;

/// <summary>How far this node has applied the batches of each other node. Thread-safe.</summary>
internal sealed class AppliedBatches
{
    // Guards the fields. It is also the monitor that waiters wait on. No other lock is taken while it is held.
    private readonly object _lock = new();
    private readonly Dictionary<int, long> _applied = [];

    // Nodes that are no longer in the database. All living nodes had applied their batches before.
    private readonly HashSet<int> _removed = [];

    private int _self;

    // What changed since it was taken for a batch of this node.
    private Dictionary<int, long> _changed = [];

    /// <summary>Sets the number of this node. Its own batches count as applied.</summary>
    public void SetSelf(int node)
    {
        lock (_lock)
            _self = node;
    }

    /// <summary>Starts with what was read from the tables.</summary>
    public void Start(int node, long number)
    {
        lock (_lock)
            _applied[node] = number;
    }

    /// <summary>
    /// Number of the last applied batch of a node; 0 if there is none. <see cref="long.MaxValue"/> for this node, and for one that is no longer in the database,
    /// because nothing of it is missing.
    /// </summary>
    public long Get(int node)
    {
        lock (_lock)
            return GetNumber(node);
    }

    /// <summary>A batch was applied.</summary>
    public void Set(int node, long number)
    {
        lock (_lock)
        {
            _applied[node] = number;
            _changed[node] = number;
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Whether all of these batches are applied.</summary>
    public bool Includes(IReadOnlyDictionary<int, long> batches)
    {
        lock (_lock)
            return batches.All(IsApplied);
    }

    /// <summary>Takes what was applied since the last call: the next batch of this node comes after it.</summary>
    public IReadOnlyDictionary<int, long> TakeChanged()
    {
        lock (_lock)
        {
            if (_changed.Count == 0)
                return System.Collections.ObjectModel.ReadOnlyDictionary<int, long>.Empty;
            Dictionary<int, long> changed = _changed;
            _changed = [];
            return changed;
        }
    }

    /// <summary>All nodes with the number of their last applied batch.</summary>
    public (int[] Nodes, long[] Numbers) List()
    {
        lock (_lock)
            return ([.. _applied.Keys], [.. _applied.Values]);
    }

    /// <summary>These nodes are in the database. Nothing of the others is missing.</summary>
    public void Keep(IReadOnlySet<int> nodes)
    {
        lock (_lock)
        {
            foreach (int node in _applied.Keys.Where(node => !nodes.Contains(node)).ToArray())
            {
                _applied.Remove(node);
                _removed.Add(node);
            }
        }
    }

    private bool IsApplied(KeyValuePair<int, long> batch) => GetNumber(batch.Key) >= batch.Value;

    // Numbers of nodes grow. A smaller one than ours that was not in the tables at our start was removed before it.
    private long GetNumber(int node)
        => _applied.TryGetValue(node, out long number) ? number : node <= _self || _removed.Contains(node) ? long.MaxValue : 0;

    /// <summary>Waits until all of these batches are applied.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="timeout">Maximum duration.</param>
    /// <returns>Whether they are applied.</returns>
    public bool Wait(IReadOnlyDictionary<int, long> batches, TimeSpan timeout)
    {
        long end = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        lock (_lock)
        {
            while (!batches.All(IsApplied))
            {
                long left = end - Environment.TickCount64;
                if (left <= 0)
                    return false;
                Monitor.Wait(_lock, (int)left);
            }

            return true;
        }
    }
}
