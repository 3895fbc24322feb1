using System.Net;

namespace ChatServer.Benchmarks.Torture;

/// <summary>One run of the server as the users see it. Thread-safe.</summary>
/// <param name="server">Where it listens.</param>
/// <param name="users">How many users are to be checked.</param>
internal sealed class RunState(IPEndPoint server, int users) : IDisposable
{
    private readonly TaskCompletionSource _allChecked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private int _unchecked = users;

    /// <summary>Where the server listens.</summary>
    public IPEndPoint Server => server;

    /// <summary>Ends when every user has logged in and got what it had to get.</summary>
    public Task AllChecked => _allChecked.Task;

    /// <summary>Whether the server is about to be ended, so that the end of a connection is no fault of its own.</summary>
    public bool IsEnding => _ending.IsCancellationRequested;

    /// <summary>Cancelled when the server is about to be ended.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>A user was checked for the first time in this run.</summary>
    public void OnChecked()
    {
        if (Interlocked.Decrement(ref _unchecked) == 0)
            _allChecked.TrySetResult();
    }

    /// <summary>The server is about to be ended.</summary>
    public void End() => _ending.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _ending.Dispose();
}
