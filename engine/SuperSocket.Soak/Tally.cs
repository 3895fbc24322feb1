using System.Collections.Concurrent;

namespace SuperSocket.Soak;

/// <summary>Counts what the clients did and keeps the first failures. Thread-safe.</summary>
internal sealed class Tally
{
    private const int MaxFailures = 50;

    private readonly ConcurrentQueue<string> _failures = new();
    private readonly int[] _visits = new int[Enum.GetValues<Ending>().Length];
    private long _answers;
    private int _refusals;
    private int _failureCount;

    public int Visits => _visits.Sum();

    public long Answers => Volatile.Read(ref _answers);

    /// <summary>Connections that ended before the greeting.</summary>
    public int Refusals => Volatile.Read(ref _refusals);

    public int FailureCount => Volatile.Read(ref _failureCount);

    public IReadOnlyCollection<string> Failures => _failures;

    public int Count(Ending ending) => Volatile.Read(ref _visits[(int)ending]);

    public void CountVisit(Ending ending) => Interlocked.Increment(ref _visits[(int)ending]);

    public void CountAnswer() => Interlocked.Increment(ref _answers);

    public void CountRefusal() => Interlocked.Increment(ref _refusals);

    public void Fail(string failure)
    {
        if (Interlocked.Increment(ref _failureCount) <= MaxFailures)
            _failures.Enqueue(failure);
    }
}
