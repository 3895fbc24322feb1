namespace ChatServer.Core.Storage.Journal;

/// <content>Work that other threads ask the writer thread for. It runs between two batches, when everything that was taken is durable.</content>
public sealed partial class JournalStore
{
    // Guarded by the lock. Each gets the reason if it cannot run.
    private readonly Queue<Action<string?>> _requests = [];

    private Task<T> OnWriterAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_stopping)
                throw new StoreException("the server stops");
            _requests.Enqueue(Run);
            WakeWriter();
        }

        return done.Task;

        void Run(string? failure)
        {
            try
            {
                if (failure != null)
                    throw new StoreException(failure);
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    // Called by the writer thread.
    private void ServeRequests(string? failure = null)
    {
        while (true)
        {
            Action<string?> request;
            lock (_lock)
            {
                if (!_requests.TryDequeue(out request!))
                    return;
            }

            request(failure);
        }
    }
}
