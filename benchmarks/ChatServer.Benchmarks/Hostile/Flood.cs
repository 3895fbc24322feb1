using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>One client that sends a command as fast as the server takes it, and reads the answers.</summary>
/// <param name="target">The server.</param>
/// <param name="command">The command.</param>
internal sealed class Flood(LoadTarget target, string command) : Attack(target)
{
    private const int LinesPerBlock = 1000;
    private const int MaxUnsent = 64 * 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly AnswerTally _answers = new();
    private WireConnection? _connection;
    private TimeSpan _time;

    /// <inheritdoc/>
    public override string Outcome
        => $"'{command}': {_answers.Count / _time.TotalSeconds:N0} answers per second{(_connection!.HasEnded ? " until the client was disconnected" : "")}: {_answers}";

    /// <inheritdoc/>
    public override void Prepare() => _connection = Crowd.LogIn(Target, "flooder");

    /// <inheritdoc/>
    public override void Run(CancellationToken end)
    {
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(command + "\r\n", LinesPerBlock)));
        using var ready = new ReadySet();
        ready.Add(_connection!, 0);
        long start = Stopwatch.GetTimestamp();
        while (!end.IsCancellationRequested && !_connection!.HasEnded)
        {
            if (_connection.Unsent < MaxUnsent)
                _connection.Append(block);
            _connection.Flush();
            ready.Wait(Tick);
            _connection.Receive();
            while (_connection.TryReadLine(out ReadOnlySpan<byte> line))
                _answers.Add(line);
        }

        _time = Stopwatch.GetElapsedTime(start);
        _connection!.LeaveSet();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }
}
