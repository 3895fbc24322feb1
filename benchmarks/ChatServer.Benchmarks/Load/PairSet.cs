using System.Diagnostics;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>Pairs at a server, all of them served by the thread that calls.</summary>
internal sealed class PairSet : IDisposable
{
    private static readonly TimeSpan RepeatInterval = TimeSpan.FromMilliseconds(500);

    private readonly LoadTarget _target;
    private readonly Pair[] _pairs;
    private readonly ReadySet _ready = new();
    private LatencyHistogram? _latencies;
    private long _repeatedAt = Stopwatch.GetTimestamp();
    private long _progressAt;

    /// <summary>Logs all pairs in.</summary>
    /// <param name="target">The server.</param>
    /// <param name="pairs">How many.</param>
    /// <param name="textLength">Bytes of each text.</param>
    /// <param name="hasReceipts">Whether senders wait for receipts, too.</param>
    /// <param name="role">What the ids start with.</param>
    public PairSet(LoadTarget target, int pairs, int textLength, bool hasReceipts = false, string role = "")
    {
        _target = target;
        string[] users = [.. Enumerable.Range(0, 2 * pairs).Select(i => target.Id(role + (i % 2 == 0 ? "s" : "r"), i / 2))];
        Crowd crowd = hasReceipts ? new Crowd(target) { Then = ["Receipt on"], LastAnswer = "Receipts are on" } : new Crowd(target);
        WireConnection[] connections = crowd.LogIn(users);
        for (int i = 0; i < connections.Length; i++)
        {
            Mailbox.EmptyLeftovers(target, connections[i]);
            _ready.Add(connections[i], i);
        }

        _pairs = [.. Enumerable.Range(0, pairs).Select(i => new Pair(target, connections[2 * i], connections[(2 * i) + 1], users[(2 * i) + 1], textLength, hasReceipts))];
    }

    /// <summary>How long nothing may come while messages are under way. Default 30 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages that came.</summary>
    public long Delivered => _pairs.Sum(pair => pair.Delivered);

    /// <summary>Keeps messages under way for each pair.</summary>
    /// <param name="window">How many.</param>
    /// <param name="time">How long.</param>
    /// <param name="end">Ends it before.</param>
    /// <exception cref="IOException">The server closes a connection, or delivers nothing.</exception>
    public void RunWindow(int window, TimeSpan time, CancellationToken end = default)
    {
        _latencies = null;
        long start = _progressAt = Stopwatch.GetTimestamp();
        long before = Delivered;
        foreach (Pair pair in _pairs)
            Fill(pair, window);
        TimeSpan elapsed;
        while ((elapsed = Stopwatch.GetElapsedTime(start)) < time && !end.IsCancellationRequested)
        {
            Serve(RepeatInterval, window);
            if (_target.Progress.IsDue)
                _target.Progress.Show($"{_target.Name}: {(Delivered - before) / elapsed.TotalSeconds:N0} messages/s");
        }
    }

    /// <summary>
    /// Sends messages at a fixed schedule, in turns for each pair. A latency counts from the moment for which a message was scheduled, not from when it could be sent, so that
    /// a server that stalls is charged for all that it held up.
    /// </summary>
    /// <param name="perSecond">Messages per second, of all pairs.</param>
    /// <param name="time">How long.</param>
    /// <param name="latencies">Gets the latencies.</param>
    /// <param name="meanwhile">Is called again and again, at least for each message; it must not take long.</param>
    /// <param name="end">Ends it before.</param>
    /// <exception cref="IOException">The server closes a connection, or does not deliver.</exception>
    public void RunRate(int perSecond, TimeSpan time, LatencyHistogram latencies, Action? meanwhile = null, CancellationToken end = default)
    {
        TimerSlack.Shorten();
        _latencies = latencies;
        long start = _progressAt = Stopwatch.GetTimestamp();
        double interval = (double)Stopwatch.Frequency / perSecond;
        long toSend = (long)(time.TotalSeconds * perSecond);
        for (long scheduled = 0; scheduled < toSend && !end.IsCancellationRequested;)
        {
            long now = Stopwatch.GetTimestamp();
            for (; scheduled < toSend && start + (long)(scheduled * interval) <= now; scheduled++)
            {
                Pair pair = _pairs[scheduled % _pairs.Length];
                pair.Append(1, start + (long)(scheduled * interval));
                Flush(pair.Sender);
            }

            meanwhile?.Invoke();
            long next = start + (long)(scheduled * interval);
            Serve(Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next), window: 0);
            if (_target.Progress.IsDue)
                _target.Progress.Show($"{_target.Name}: {scheduled:N0} of {toSend:N0} messages sent, p99 {latencies.Percentile(0.99):N0} µs");
        }

        Drain();
    }

    /// <summary>Waits until nothing is under way.</summary>
    /// <exception cref="IOException">It does not come.</exception>
    public void Drain()
    {
        _progressAt = Stopwatch.GetTimestamp();
        while (!Array.TrueForAll(_pairs, pair => pair.IsQuiet))
            Serve(RepeatInterval, window: 0);
    }

    /// <summary>Checks that everything came, and leaves nothing unconfirmed behind.</summary>
    public void Finish()
    {
        Drain();
        foreach (Pair pair in _pairs)
        {
            pair.End();
            Mailbox.Empty(_target, pair.Receiver);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Pair pair in _pairs)
        {
            pair.Sender.Dispose();
            pair.Receiver.Dispose();
        }

        _ready.Dispose();
    }

    private static void Fill(Pair pair, int window)
    {
        // Not for every message that comes a system call and a reading of the clock.
        long room = window - pair.UnderWay;
        if (room <= 0)
            return;
        pair.Append(room, Stopwatch.GetTimestamp());
        Flush(pair.Sender);
    }

    // Of a connection that ended with this nobody would hear again.
    private static void Flush(WireConnection sender)
    {
        sender.Flush();
        if (sender.HasEnded)
            throw new IOException(sender.HowItEnded);
    }

    // What has not come by now is lost.
    private IOException Miss()
    {
        Array.ForEach(_pairs, pair => pair.End());
        return new IOException($"nothing came for {Patience.TotalSeconds} s, while {_pairs.Sum(pair => pair.Sent - pair.Delivered):N0} messages were under way");
    }

    private void Serve(TimeSpan patience, int window)
    {
        int count = _ready.Wait(patience);
        for (int i = 0; i < count; i++)
        {
            int key = _ready.Key(i);
            Pair pair = _pairs[key / 2];
            WireConnection connection = key % 2 == 0 ? pair.Sender : pair.Receiver;
            long before = pair.Answered;
            if (_ready.IsWritable(i))
                connection.Flush();
            if (_ready.IsReadable(i) && key % 2 == 0)
                pair.ServeSender();
            else if (_ready.IsReadable(i))
                pair.ServeReceiver(_latencies);
            if (connection.HasEnded)
                throw new IOException(connection.HowItEnded);
            if (pair.Answered > before)
                _progressAt = Stopwatch.GetTimestamp();
            Fill(pair, window);
        }

        if (_target.Transport.IsLossy && Stopwatch.GetElapsedTime(_repeatedAt) > RepeatInterval)
        {
            _repeatedAt = Stopwatch.GetTimestamp();
            Array.ForEach(_pairs, pair => pair.RepeatLost());
        }

        if (Stopwatch.GetElapsedTime(_progressAt) > Patience && !Array.TrueForAll(_pairs, pair => pair.IsQuiet))
            throw Miss();
    }
}
