namespace ChatServer.Core.Accounts;

/// <summary>
/// Counts failures by key, and demands a pause after some: a second, then twice as long after each further one. A key without failures for a while is
/// forgotten; of too many keys the one whose last failure is the oldest is. Thread-safe.
/// </summary>
/// <param name="free">How many failures have no pause but the last of them.</param>
/// <param name="maxPause">The longest pause.</param>
/// <param name="time">The clock.</param>
/// <param name="maxKeys">How many keys are remembered.</param>
internal sealed class FailureCounts<TKey>(int free, TimeSpan maxPause, TimeProvider time, int maxKeys = 20_000)
    where TKey : notnull
{
    // After this time without a failure a key is forgotten.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    // More doublings than any pause needs.
    private const int MaxDoublings = 20;

    private readonly TimeSpan _memory = Memory > maxPause ? Memory : maxPause * 2;

    // Guards what follows. Failures in the order of their last one.
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Failures>> _byKey = [];
    private readonly LinkedList<Failures> _inOrder = [];

    private readonly record struct Failures(TKey Key, int Count, long Last, TimeSpan Pause);

    /// <summary>How many keys are remembered.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>Whether a key has failed lately.</summary>
    public bool Knows(TKey key)
    {
        lock (_lock)
            return TryFind(key, out _);
    }

    /// <summary>How long a key has to pause from now on.</summary>
    public TimeSpan PauseOf(TKey key)
    {
        lock (_lock)
        {
            if (!TryFind(key, out Failures failures))
                return TimeSpan.Zero;
            TimeSpan left = failures.Pause - time.GetElapsedTime(failures.Last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Counts a failure.</summary>
    public void Add(TKey key)
    {
        lock (_lock)
        {
            int count = TryFind(key, out Failures failures) ? failures.Count + 1 : 1;
            Remove(key);
            TimeSpan pause = count < free ? TimeSpan.Zero : TimeSpan.FromSeconds(1 << Math.Min(count - free, MaxDoublings));
            _byKey[key] = _inOrder.AddLast(new Failures(key, count, time.GetTimestamp(), pause < maxPause ? pause : maxPause));
            while (_inOrder.First is { } oldest && (_byKey.Count > maxKeys || IsOver(oldest.Value)))
                Remove(oldest.Value.Key);
        }
    }

    /// <summary>Forgets a key.</summary>
    public void Forget(TKey key)
    {
        lock (_lock)
            Remove(key);
    }

    private bool IsOver(in Failures failures) => time.GetElapsedTime(failures.Last) > _memory;

    private bool TryFind(TKey key, out Failures failures)
    {
        bool found = _byKey.TryGetValue(key, out LinkedListNode<Failures>? node) && !IsOver(node.Value);
        failures = found ? node!.Value : default;
        return found;
    }

    private void Remove(TKey key)
    {
        if (_byKey.Remove(key, out LinkedListNode<Failures>? node))
            _inOrder.Remove(node);
    }
}
