using System.Diagnostics;
using System.Net.Sockets;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>Clients that connect, read the welcome, and go; every other one with a reset.</summary>
internal sealed class Connects(LoadTarget target, int connections) : Attack(target)
{
    private const int Threads = 4;

    private int _begun;
    private int _welcomed;
    private int _failed;
    private TimeSpan _time;
    private volatile string _lastFailure = "";

    /// <inheritdoc/>
    public override string Outcome
        => $"{_welcomed + _failed:N0} connects in {_time.TotalSeconds:F1} s, {_welcomed:N0} welcomed, {_failed:N0} failed{(_failed > 0 ? $" ({_lastFailure})" : "")}";

    /// <inheritdoc/>
    public override void Run(CancellationToken end)
    {
        long start = Stopwatch.GetTimestamp();
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(() => ConnectAll(end)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        _time = Stopwatch.GetElapsedTime(start);
    }

    private void ConnectAll(CancellationToken end)
    {
        int number;
        while ((number = Interlocked.Increment(ref _begun)) <= connections && !end.IsCancellationRequested)
        {
            try
            {
                using var connection = new WireConnection(Target.EndPoint, Target.Transport);
                connection.WaitForLine("Welcome to SuperSocket Chat Server"u8);

                // A reset also keeps our end from holding its port for a minute.
                if (number % 2 == 0)
                    connection.ResetAtEnd();
                Interlocked.Increment(ref _welcomed);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                Interlocked.Increment(ref _failed);
                _lastFailure = e.Message;
            }
        }
    }
}
