namespace SuperSocket.SocketBase;

/// <content>The events of one session: raised on the thread pool, one after another.</content>
public abstract partial class AppSession<TAppSession, TRequestInfo>
{
    // Not the session itself: an application may lock that while it stops the server.
    private readonly Lock _eventsLock = new();
    private Task _events = Task.CompletedTask;

    /// <summary>Lets the events that are queued later wait for a task, which must not fail.</summary>
    internal void HoldEvents(Task until)
    {
        lock (_eventsLock)
            _events = Task.WhenAll(_events, until);
    }

    /// <summary>Runs an action, which must not throw, after those queued before.</summary>
    internal void QueueEvent(Action action)
    {
        lock (_eventsLock)
        {
            _events = _events.ContinueWith(
                (_, state) => ((Action)state!)(),
                action,
                CancellationToken.None,
                TaskContinuationOptions.None,
                TaskScheduler.Default);
        }
    }
}
