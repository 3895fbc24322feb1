using System.Net;
using System.Net.Sockets;

namespace ChatServer.Benchmarks.Restarts;

/// <summary>Connects ten times a second, and counts how often that is refused.</summary>
internal sealed class ConnectProbe : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _end = new();
    private readonly IPEndPoint _server;
    private readonly Task _task;
    private int _attempts;
    private int _refused;

    /// <summary>Starts.</summary>
    /// <param name="server">The server.</param>
    public ConnectProbe(IPEndPoint server)
    {
        _server = server;
        _task = Task.Run(RunAsync);
    }

    /// <summary>Number of attempts.</summary>
    public int Attempts => Volatile.Read(ref _attempts);

    /// <summary>Number of those that were refused.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _task.Wait();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            Interlocked.Increment(ref _attempts);
            try
            {
                await socket.ConnectAsync(_server).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _refused);
            }

            await Task.Delay(Interval).ConfigureAwait(false);
        }
    }
}
