using System.Diagnostics;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Load;

/// <summary>What one measured phase of a relay came to.</summary>
/// <param name="MessagesPerSecond">Messages that were delivered, per second.</param>
/// <param name="ServerMicroseconds">CPU time of the server for each message.</param>
/// <param name="LoadMicroseconds">CPU time of the load generator for each message.</param>
internal readonly record struct RelayMeasure(double MessagesPerSecond, double ServerMicroseconds, double LoadMicroseconds);

/// <summary>Pairs at a server, all of them served by the thread that calls.</summary>
internal sealed class RelayLoad : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServerProcess _server;
    private readonly RelayPair[] _pairs;
    private readonly PollSet _poll;

    /// <summary>Logs all pairs in.</summary>
    public RelayLoad(ServerProcess server, int pairs, int window, int textLength, bool receipts, WireTransport transport = WireTransport.Tcp)
    {
        _server = server;
        _pairs = [.. Enumerable.Range(0, pairs).Select(i => new RelayPair(server.EndPointOf(transport), i, window, textLength, receipts, transport))];
        _poll = new PollSet([.. _pairs.SelectMany(pair => new[] { pair.Sender, pair.Receiver })]);
    }

    /// <summary>Keeps every window full for a while, then waits until nothing is under way.</summary>
    /// <exception cref="IOException">The server refuses, closes, or delivers nothing.</exception>
    public RelayMeasure Run(TimeSpan time)
    {
        long before = _pairs.Sum(pair => pair.Delivered);
        ProcessUsage server = ProcessUsage.Of(_server.Id);
        ProcessUsage load = ProcessUsage.Of(Environment.ProcessId);
        long start = Stopwatch.GetTimestamp();
        foreach (RelayPair pair in _pairs)
            pair.FillWindow();
        while (Stopwatch.GetElapsedTime(start) < time)
            Serve(fill: true);

        long messages = _pairs.Sum(pair => pair.Delivered) - before;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan serverCpu = ProcessUsage.Of(_server.Id).Cpu - server.Cpu;
        TimeSpan loadCpu = ProcessUsage.Of(Environment.ProcessId).Cpu - load.Cpu;
        Drain();
        return new RelayMeasure(messages / elapsed.TotalSeconds, serverCpu.TotalMicroseconds / messages, loadCpu.TotalMicroseconds / messages);
    }

    /// <summary>Keeps every window full, and measures nothing.</summary>
    /// <param name="end">When to stop.</param>
    /// <exception cref="IOException">The server refuses, closes, or delivers nothing.</exception>
    public void RunUntil(CancellationToken end)
    {
        foreach (RelayPair pair in _pairs)
            pair.FillWindow();
        while (!end.IsCancellationRequested)
            Serve(fill: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RelayPair pair in _pairs)
            pair.Dispose();
    }

    private void Drain()
    {
        long start = Stopwatch.GetTimestamp();
        while (!Array.TrueForAll(_pairs, pair => pair.IsQuiet))
        {
            Serve(fill: false);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new IOException($"not everything that was sent came within {Patience.TotalSeconds} s");
        }
    }

    private void Serve(bool fill)
    {
        if (!_poll.Wait(Patience))
            throw new IOException($"nothing came for {Patience.TotalSeconds} s");
        for (int i = 0; i < _pairs.Length; i++)
        {
            RelayPair pair = _pairs[i];
            if (_poll.IsWritable(2 * i))
                pair.Sender.Flush();
            if (_poll.IsReadable(2 * i))
                pair.ServeSender();
            if (_poll.IsReadable((2 * i) + 1) || _poll.IsWritable((2 * i) + 1))
                pair.ServeReceiver();
            if (pair.Sender.HasEnded || pair.Receiver.HasEnded)
                throw new IOException("the server closed a connection");
            if (pair.Refused > 0)
                throw new IOException("the server refused a message");
            if (fill)
                pair.FillWindow();
        }
    }
}
