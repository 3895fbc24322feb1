namespace ChatServer.MicroBenchmarks;

/// <summary>
/// Something that the server does again and again. The constructor prepares it. Not thread-safe.
/// </summary>
public abstract class Operation : IAsyncDisposable
{
    /// <summary>How often it is run for one measurement of what it allocates. Default 1000.</summary>
    public virtual int Repetitions => 1000;

    /// <summary>Does it once, from the same state and to the same effect each time, and checks the effect without allocating.</summary>
    /// <exception cref="InvalidOperationException">The effect is another one.</exception>
    public abstract void Run();

    /// <summary>Ends what it was prepared with.</summary>
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what it was prepared with. Default nothing.</summary>
    protected virtual ValueTask EndAsync() => ValueTask.CompletedTask;

    /// <summary>Checks an effect.</summary>
    /// <param name="isAsExpected">Whether it is the right one.</param>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    protected void Check(bool isAsExpected)
    {
        if (!isAsExpected)
            throw new InvalidOperationException($"{GetType().Name} has another effect than it should have.");
    }
}
