using System.Diagnostics;
using System.Net;
using System.Text;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>Users who log in and never read, while messages for them pour in.</summary>
internal sealed class SlowReaders(IPEndPoint server, int readers) : Attack(server)
{
    private const int TextLength = 200;
    private const int ReceiveBuffer = 4096;
    private const int MostMessages = 1_000_000;
    private const int MostUnsent = 1024 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    private readonly List<WireConnection> _connections = [];
    private readonly AnswerTally _answers = new();
    private WireConnection? _sender;
    private long _sent;
    private bool _senderEnded;

    /// <inheritdoc/>
    public override string Outcome
        => $"{_sent:N0} messages to {readers} users who do not read; {CountEnded()} of these were disconnected; the sender {(_senderEnded ? "was disconnected" : "stayed")} and got {_answers}";

    /// <inheritdoc/>
    public override void Prepare()
    {
        for (int i = 0; i < readers; i++)
            _connections.Add(WireConnection.LogIn(Server, $"slow{i}", receiveBuffer: ReceiveBuffer));
        _sender = WireConnection.LogIn(Server, "pourer");
    }

    /// <inheritdoc/>
    public override void Run(CancellationToken end)
    {
        string text = new('x', TextLength);
        byte[] block = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, readers).Select(i => $"Chat slow{i} {text}\r\n")));
        var poll = new PollSet([_sender!]);
        long start = Stopwatch.GetTimestamp();
        for (long blocks = 0; !end.IsCancellationRequested && !_sender!.HasEnded && _sent < MostMessages; blocks++)
        {
            if (_sender.Unsent < MostUnsent)
            {
                _sender.Append(block);
                _sent += readers;
            }

            // One block in every interval: what the server does not take in time waits with us.
            TimeSpan pause;
            while ((pause = (Interval * (blocks + 1)) - Stopwatch.GetElapsedTime(start)) > TimeSpan.Zero && !_sender.HasEnded)
            {
                _sender.Flush();
                poll.Wait(pause);
                _sender.Receive();
                while (_sender.TryReadLine(out ReadOnlySpan<byte> line))
                    _answers.Add(line);
            }
        }

        _senderEnded = _sender!.HasEnded;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connections.ForEach(connection => connection.Dispose());
        _sender?.Dispose();
        base.Dispose();
    }

    // Who has read what the system kept before it finds the end.
    private int CountEnded()
    {
        const int Attempts = 4;
        for (int i = 0; i < Attempts; i++)
            _connections.ForEach(connection => connection.Receive());
        return _connections.Count(connection => connection.HasEnded);
    }
}
