namespace ChatServer.Core.Limits;

/// <summary>
/// Numbers that only grow, for what happens with every message: each thread counts in memory of its own, without an interlocked operation, and whoever reads
/// adds up. There are as many blocks as there were threads at a time, because a new thread goes on with the block of one that has ended. Thread-safe.
/// </summary>
/// <param name="count">How many numbers.</param>
internal sealed class ThreadCounters(int count)
{
    // Blocks are apart, so that no two share a cache line.
    private const int Padding = 8;

    // The block that this thread used last, of whichever counters.
    [ThreadStatic]
    private static Block? _recent;

    // Guards the list.
    private readonly Lock _lock = new();
    private readonly List<Block> _blocks = [];

    /// <summary>How many threads have counted at the same time, about.</summary>
    public int BlockCount
    {
        get
        {
            lock (_lock)
                return _blocks.Count;
        }
    }

    /// <summary>Adds to a number.</summary>
    /// <param name="number">Its index.</param>
    /// <param name="change">How much.</param>
    public void Add(int number, long change = 1)
    {
        Block? block = _recent;
        if (block == null || block.Owner != this)
            block = _recent = FindBlock();
        block.Values[Padding + number] += change;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="number">Its index.</param>
    public long Read(int number)
    {
        lock (_lock)
        {
            long sum = 0;
            foreach (Block block in _blocks)
                sum += Volatile.Read(ref block.Values[Padding + number]);
            return sum;
        }
    }

    private Block FindBlock()
    {
        lock (_lock)
        {
            Block? block = _blocks.Find(block => block.Thread == Thread.CurrentThread) ?? _blocks.Find(block => !block.Thread.IsAlive);
            if (block == null)
                _blocks.Add(block = new Block(this, new long[count + (2 * Padding)]));
            block.Thread = Thread.CurrentThread;
            return block;
        }
    }

    private sealed class Block(ThreadCounters owner, long[] values)
    {
        public ThreadCounters Owner { get; } = owner;

        // Changed by its thread only.
        public long[] Values { get; } = values;

        public Thread Thread { get; set; } = Thread.CurrentThread;
    }
}
