using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Unicode;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// Well-behaved pairs who exchange messages at a fixed schedule, on a thread of their own. A message's latency counts from the moment for which it was scheduled, not from
/// when it could be sent, so that a server that stalls is charged for all that it held up.
/// </summary>
internal sealed class LatencyLoad : IDisposable
{
    private const int IdLength = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WireConnection[] _senders;
    private readonly WireConnection[] _receivers;
    private readonly PollSet _poll;
    private readonly TimeSpan _interval;
    private long _sent;
    private long _received;

    /// <summary>Logs all pairs in.</summary>
    /// <param name="server">Where the server listens.</param>
    /// <param name="pairs">Number of pairs.</param>
    /// <param name="perSecond">Messages per second, of all pairs.</param>
    public LatencyLoad(IPEndPoint server, int pairs, int perSecond)
    {
        _senders = [.. Enumerable.Range(0, pairs).Select(i => WireConnection.LogIn(server, $"calm{i}"))];
        _receivers = [.. Enumerable.Range(0, pairs).Select(i => WireConnection.LogIn(server, $"friend{i}"))];
        _poll = new PollSet([.. _receivers, .. _senders]);
        _interval = TimeSpan.FromSeconds(1.0 / perSecond);
    }

    /// <summary>Exchanges messages for a while, and waits until all have come.</summary>
    /// <exception cref="IOException">One does not come, or a connection ends.</exception>
    public Task<LatencyHistogram> RunAsync(TimeSpan time)
        => Task.Factory.StartNew(() => Run(time), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (WireConnection connection in _senders.Concat(_receivers))
            connection.Dispose();
    }

    private LatencyHistogram Run(TimeSpan time)
    {
        var histogram = new LatencyHistogram();
        long start = Stopwatch.GetTimestamp();
        long scheduled = 0;
        long toSend = (long)(time / _interval);
        while (scheduled < toSend || _received < _sent)
        {
            TimeSpan now = Stopwatch.GetElapsedTime(start);
            while (scheduled < toSend && _interval * scheduled <= now)
            {
                Send(_interval * scheduled);
                scheduled++;
            }

            if (now > time + Patience)
                throw new IOException($"{_sent - _received} messages of well-behaved users did not come within {Patience.TotalSeconds} s");
            TimeSpan pause = scheduled < toSend ? (_interval * scheduled) - now : Patience;
            _poll.Wait(pause);
            Receive(start, histogram);
        }

        return histogram;
    }

    private void Send(TimeSpan scheduled)
    {
        int pair = (int)(_sent % _senders.Length);
        _sent++;
        WireConnection sender = _senders[pair];
        Span<byte> line = stackalloc byte[64];
        Utf8.TryWrite(line, $"Chat friend{pair} ", out int length);
        Utf8Formatter.TryFormat(scheduled.Ticks, line[length..], out int digits);
        length += digits;
        "\r\n"u8.CopyTo(line[length..]);
        sender.Append(line[..(length + 2)]);
        sender.Flush();
    }

    private void Receive(long start, LatencyHistogram histogram)
    {
        for (int i = 0; i < _receivers.Length; i++)
        {
            WireConnection receiver = _receivers[i];
            receiver.Flush();
            if (!_poll.IsReadable(i))
                continue;
            receiver.Receive();
            while (receiver.TryReadLine(out ReadOnlySpan<byte> line))
                OnMessage(receiver, line, start, histogram);
            receiver.Flush();
            ThrowIfEnded(receiver);
        }

        for (int i = 0; i < _senders.Length; i++)
        {
            WireConnection sender = _senders[i];
            sender.Flush();
            if (_poll.IsReadable(_receivers.Length + i))
                sender.Receive();
            if (sender.TryReadLine(out ReadOnlySpan<byte> line))
                throw new IOException($"a well-behaved user was told '{Encoding.UTF8.GetString(line)}'");
            ThrowIfEnded(sender);
        }
    }

    // The text is the moment for which the message was scheduled, in ticks behind the start.
    private void OnMessage(WireConnection receiver, ReadOnlySpan<byte> line, long start, LatencyHistogram histogram)
    {
        int colon = line.IndexOf(": "u8);
        if (colon < 0 || line.Length < colon + IdLength || !Utf8Parser.TryParse(line[(colon + 2)..], out long scheduled, out _))
            throw new IOException($"a well-behaved user was told '{Encoding.UTF8.GetString(line)}'");
        _received++;
        histogram.Add((Stopwatch.GetElapsedTime(start).Ticks - scheduled) / TimeSpan.TicksPerMicrosecond);
        receiver.Append("Confirm "u8);
        receiver.Append(line[^IdLength..]);
        receiver.Append("\r\n"u8);
    }

    private static void ThrowIfEnded(WireConnection connection)
    {
        if (connection.HasEnded)
            throw new IOException("a well-behaved user was disconnected");
    }
}
