using System.Collections.Concurrent;

namespace ChatServer.Benchmarks.Torture;

/// <summary>What did not hold. Thread-safe.</summary>
internal sealed class Violations
{
    private const int MaxKept = 100;

    private readonly ConcurrentQueue<string> _descriptions = new();
    private int _count;

    /// <summary>How many there were.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The first of them.</summary>
    public IReadOnlyCollection<string> Descriptions => _descriptions;

    /// <summary>Adds one.</summary>
    public void Add(string description)
    {
        if (Interlocked.Increment(ref _count) <= MaxKept)
            _descriptions.Enqueue(description);
    }
}
