using System.Collections.Concurrent;

namespace ChatServer.Terminal.Talk;

/// <summary>
/// Runs all of the program in one thread, so that nothing in it needs a lock: what is awaited goes on in this thread, too. After whatever has happened the
/// screen is drawn.
/// </summary>
internal sealed class TalkLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _happened = [];

    /// <summary>Draws the screen.</summary>
    public Action Draw { get; set; } = () => { };

    /// <summary>Runs until the program has ended.</summary>
    public int Run(Func<Task<int>> program)
    {
        SynchronizationContext? before = Current;
        SetSynchronizationContext(this);
        try
        {
            Task<int> running = program();
            running.ContinueWith(_ => _happened.CompleteAdding(), TaskScheduler.Default);
            while (!_happened.IsCompleted)
            {
                Draw();
                if (!_happened.TryTake(out (SendOrPostCallback Callback, object? State) next, Timeout.Infinite))
                    break;
                do
                    next.Callback(next.State);
                while (_happened.TryTake(out next));
            }

            Draw();
            return running.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <inheritdoc/>
    public override void Post(SendOrPostCallback d, object? state)
    {
        try
        {
            _happened.Add((d, state));
        }
        catch (InvalidOperationException)
        {
            // The program has ended.
        }
    }
}
