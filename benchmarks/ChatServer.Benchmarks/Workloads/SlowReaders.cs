using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>Users who log in and do not read, and somebody who writes to them.</summary>
internal sealed class SlowReaders : IDisposable
{
    private const int ReceiveBuffer = 4096;
    private const int MaxUnsent = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly LoadTarget _target;
    private readonly string[] _users;
    private readonly WireConnection[] _readers;
    private readonly WireConnection _pourer;
    private readonly NumberedLine[] _lines;
    private readonly int _perSecond;
    private long _start;
    private long _sent;

    /// <summary>Logs all in.</summary>
    /// <param name="target">The server.</param>
    /// <param name="readers">How many.</param>
    /// <param name="perSecond">Messages to all of them per second.</param>
    /// <param name="textLength">Bytes of each text.</param>
    public SlowReaders(LoadTarget target, int readers, int perSecond, int textLength)
    {
        _target = target;
        _perSecond = perSecond;
        _users = [.. Enumerable.Range(0, readers).Select(i => target.Id("slow", i))];
        _readers = new Crowd(target) { ReceiveBuffer = ReceiveBuffer }.LogIn(_users);
        Array.ForEach(_readers, reader => Mailbox.EmptyLeftovers(target, reader));
        _pourer = Crowd.LogIn(target, target.Id("pourer"));
        _lines = [.. _users.Select(user => NumberedLine.Of($"Chat {user}", textLength))];
    }

    /// <summary>Sends what is due by now. What the server does not take in time waits with us.</summary>
    public void Pour()
    {
        if (_start == 0)
            _start = Stopwatch.GetTimestamp();
        long due = (long)(Stopwatch.GetElapsedTime(_start).TotalSeconds * _perSecond);
        for (; _sent < due && _pourer.Unsent < MaxUnsent; _sent++)
            _pourer.AppendLine(_lines[_sent % _lines.Length].With(_sent / _lines.Length));
        _pourer.Flush();
        _pourer.Receive();
        ReadAnswers();
    }

    /// <summary>How many slow readers the server has disconnected.</summary>
    public int CountEnded()
    {
        // Who has read what the system kept before finds the end.
        const int Attempts = 64;
        for (int i = 0; i < Attempts; i++)
        {
            foreach (WireConnection reader in _readers)
            {
                if (reader.HasEnded)
                    continue;
                reader.Receive();
                while (reader.TryReadLine(out _))
                {
                }
            }
        }

        return _readers.Count(reader => reader.HasEnded);
    }

    /// <summary>Lets all of them come back: they get everything, once, and nothing at the second return.</summary>
    /// <exception cref="IOException">They do not.</exception>
    public void ComeBack()
    {
        _pourer.AppendLine("HB R"u8);
        using var ready = new ReadySet();
        ready.Add(_pourer, 0);
        bool isHandled = false;
        while (!isHandled)
        {
            _pourer.Flush();
            if (ready.Wait(Patience) == 0)
                throw new IOException($"who wrote to slow readers was not answered for {Patience.TotalSeconds} s");
            _pourer.Receive();
            isHandled = ReadAnswers();
        }

        _pourer.LeaveSet();
        for (int i = 0; i < _users.Length; i++)
        {
            _readers[i].Dispose();
            Return.Read(_target, _users[i], (_sent + _users.Length - 1 - i) / _users.Length);
            Return.Read(_target, _users[i], 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_readers, reader => reader.Dispose());
        _pourer.Dispose();
    }

    // Whoever was disconnected is away, and so the sender is told.
    private bool ReadAnswers()
    {
        bool isHandled = false;
        while (_pourer.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.SequenceEqual("R"u8))
                isHandled = true;
            else if (!line.StartsWith("Not delivered yet:"u8))
                _target.Errors.Add($"who wrote to slow readers was told '{Encoding.UTF8.GetString(line)}'");
        }

        return _pourer.HasEnded ? throw new IOException($"{_pourer.HowItEnded}, that of who wrote to slow readers") : isHandled;
    }
}
