namespace ChatServer.Core.Storage;

/// <summary>Extension methods that wait for a store.</summary>
public static class StoreExtensions
{
    /// <summary>Waits until a record is durable.</summary>
    /// <param name="store">The store.</param>
    /// <param name="position">The record's position.</param>
    /// <exception cref="StoreException">The store cannot write now. The record stays in memory, and the store writes it when it can write again.</exception>
    public static ValueTask WhenDurableAsync(this IDurability store, long position)
    {
        if (position <= store.Durable)
            return ValueTask.CompletedTask;
        var waiter = new Waiter();
        store.Notify(position, waiter);
        return new ValueTask(waiter.Task);
    }

    private sealed class Waiter() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), ICommitObserver
    {
        public void OnCommitted(long durable) => TrySetResult();

        public bool OnCommitFailed(string failure)
        {
            TrySetException(new StoreException(failure));
            return false;
        }
    }
}
