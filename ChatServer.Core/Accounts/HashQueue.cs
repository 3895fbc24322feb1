using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>
/// Runs slow hashes on the thread pool. Only a few run at a time, so that other work continues. The number of waiting hashes is bounded. One address may use at
/// most half of the places, so that others find one. Thread-safe.
/// </summary>
internal sealed class HashQueue : IThreadPoolWorkItem
{
    /// <summary>Default maximum number of waiting hashes.</summary>
    public const int DefaultCapacity = 256;

    private readonly int _workers;
    private readonly int _capacity;

    // Guards the fields below. No other code is called under it.
    private readonly Lock _lock = new();
    private readonly Queue<Job> _waiting = [];
    private readonly Dictionary<AddressBlock, int> _waitingOf = [];
    private int _running;
    private double _averageSeconds = 0.2;

    /// <summary>Creates a queue.</summary>
    /// <param name="workers">Maximum number of parallel hashes. 0 means half of the cores, but at least one.</param>
    /// <param name="capacity">Maximum number of waiting hashes.</param>
    public HashQueue(int workers = 0, int capacity = DefaultCapacity)
    {
        _workers = workers > 0 ? workers : Math.Max(1, Environment.ProcessorCount / 2);
        _capacity = capacity;
    }

    /// <summary>Number of waiting hashes.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    private sealed record Job(AddressBlock Address, Action Work);

    /// <summary>Queues some work.</summary>
    /// <param name="address">The address that causes the work.</param>
    /// <param name="work">Runs on the thread pool.</param>
    /// <param name="result">The result of the work.</param>
    /// <param name="busy">If there is no place: the estimated time until one is free.</param>
    /// <returns>Whether the work was queued.</returns>
    public bool TryRun<T>(AddressBlock address, Func<T> work, [NotNullWhen(true)] out Task<T>? result, out TimeSpan busy)
    {
        var source = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            int own = _waitingOf.GetValueOrDefault(address);
            if (_waiting.Count >= _capacity || own >= Math.Max(1, _capacity / 2))
            {
                result = null;
                busy = TimeSpan.FromSeconds((_waiting.Count + _running) * _averageSeconds / _workers);
                return false;
            }

            _waitingOf[address] = own + 1;
            _waiting.Enqueue(new Job(address, () => Run(source, work)));
            result = source.Task;
            busy = TimeSpan.Zero;
            if (_running == _workers)
                return true;
            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TryTake(out Job? job))
        {
            long start = Stopwatch.GetTimestamp();
            job.Work();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            lock (_lock)
                _averageSeconds += (seconds - _averageSeconds) / 16;
        }
    }

    private static void Run<T>(TaskCompletionSource<T> source, Func<T> work)
    {
        try
        {
            source.SetResult(work());
        }
        catch (Exception e)
        {
            source.SetException(e);
        }
    }

    private bool TryTake([NotNullWhen(true)] out Job? job)
    {
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out job))
            {
                _running--;
                return false;
            }

            int left = _waitingOf[job.Address] - 1;
            if (left == 0)
                _waitingOf.Remove(job.Address);
            else
                _waitingOf[job.Address] = left;
            return true;
        }
    }
}
