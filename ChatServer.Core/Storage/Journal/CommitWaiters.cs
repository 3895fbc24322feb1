using Microsoft.Extensions.Logging;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Who waits for which position, in the order of asking. They are told on the thread pool, one after another, so that the writer goes on
/// meanwhile. Thread-safe.
/// </summary>
internal sealed class CommitWaiters(ILogger log) : IThreadPoolWorkItem
{
    private readonly Lock _lock = new();
    private readonly Queue<(long Position, ICommitObserver Observer)> _waiters = [];
    private long _durable;
    private string? _failure;
    private string? _lastFailure;
    private bool _endAll;
    private bool _running;

    /// <summary>Adds somebody who waits.</summary>
    public void Add(long position, ICommitObserver observer)
    {
        lock (_lock)
        {
            _waiters.Enqueue((position, observer));
            if (!_endAll)
                return;
            _failure ??= _lastFailure;
            Run();
        }
    }

    /// <summary>Tells those who wait for this position or one before.</summary>
    public void Release(long durable)
    {
        lock (_lock)
        {
            _durable = Math.Max(_durable, durable);
            Run();
        }
    }

    /// <summary>Tells all others that it failed.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="endAll">Whether nobody may go on waiting.</param>
    public void Fail(string failure, bool endAll)
    {
        lock (_lock)
        {
            _failure = _lastFailure = failure;
            _endAll |= endAll;
            Run();
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            ICommitObserver observer;
            long durable;
            string? failure;
            lock (_lock)
            {
                if (_failure == null && (_waiters.Count == 0 || _waiters.Peek().Position > _durable))
                {
                    _running = false;
                    return;
                }

                failure = _failure;
                durable = _durable;
                if (failure != null)
                    _failure = null;
                observer = failure != null ? null! : _waiters.Dequeue().Observer;
            }

            if (failure != null)
                TellFailure(failure);
            else
                Tell(observer, durable);
        }
    }

    private void Run()
    {
        if (_running || (_failure == null && (_waiters.Count == 0 || _waiters.Peek().Position > _durable)))
            return;
        _running = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void TellFailure(string failure)
    {
        (long Position, ICommitObserver Observer)[] all;
        long durable;
        bool endAll;
        lock (_lock)
        {
            all = [.. _waiters];
            _waiters.Clear();
            durable = _durable;
            endAll = _endAll;
        }

        foreach ((long position, ICommitObserver observer) in all)
        {
            if (position <= durable)
                Tell(observer, durable);
            else if (Ask(observer, failure) && !endAll)
                Add(position, observer);
        }
    }

    private void Tell(ICommitObserver observer, long durable)
    {
        try
        {
            observer.OnCommitted(durable);
        }
        catch (Exception e)
        {
            log.WaiterFailed(e);
        }
    }

    private bool Ask(ICommitObserver observer, string failure)
    {
        try
        {
            return observer.OnCommitFailed(failure);
        }
        catch (Exception e)
        {
            log.WaiterFailed(e);
            return false;
        }
    }
}
