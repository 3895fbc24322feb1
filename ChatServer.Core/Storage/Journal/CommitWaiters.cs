using Microsoft.Extensions.Logging;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// The observers that wait for positions, in the order of registration. The thread pool calls them one after another, so that the writer does not wait
/// for them. Thread-safe.
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

    /// <summary>Adds an observer.</summary>
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

    /// <summary>Notifies the observers that wait for this position or an earlier one.</summary>
    public void Release(long durable)
    {
        lock (_lock)
        {
            _durable = Math.Max(_durable, durable);
            Run();
        }
    }

    /// <summary>Notifies all remaining observers of a failure.</summary>
    /// <param name="failure">The reason.</param>
    /// <param name="endAll">Whether to remove all observers, also those that would keep waiting.</param>
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
