using ChatServer.Core.Settings;

namespace ChatServer.Core.Accounts;

/// <summary>When failures cause pauses.</summary>
/// <param name="Free">Number of failures before pauses start. The last of them causes the first pause.</param>
/// <param name="MaxPause">Maximum pause.</param>
internal sealed record PauseRule(int Free, TimeSpan MaxPause);

/// <summary>
/// Counts failures for each key. After some failures it requires a pause of one second, and doubles it after each further failure. A key that had no failure
/// for some time is forgotten. If there are too many keys, the key with the oldest last failure is forgotten. Thread-safe.
/// </summary>
/// <param name="rule">When there are pauses. A pause that runs stays as long as it was.</param>
/// <param name="time">The clock.</param>
/// <param name="maxKeys">Maximum number of keys.</param>
internal sealed class FailureCounts<TKey>(Reloadable<PauseRule> rule, TimeProvider time, int maxKeys = 20_000)
    where TKey : notnull
{
    // After this time without a failure, a key is forgotten.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    // Maximum number of doublings. It is more than any pause needs.
    private const int MaxDoublings = 20;

    // Guards the fields below. The list is sorted by the time of the last failure.
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Failures>> _byKey = [];
    private readonly LinkedList<Failures> _inOrder = [];

    private readonly record struct Failures(TKey Key, int Count, long Last, TimeSpan Pause);

    /// <summary>Number of keys.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>Whether a key has recent failures.</summary>
    public bool Knows(TKey key)
    {
        lock (_lock)
            return TryFind(key, out _);
    }

    /// <summary>Remaining pause of a key.</summary>
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
            (int free, TimeSpan maxPause) = rule.Value;
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

    private bool IsOver(in Failures failures) => time.GetElapsedTime(failures.Last) > (Memory > rule.Value.MaxPause ? Memory : rule.Value.MaxPause * 2);

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
