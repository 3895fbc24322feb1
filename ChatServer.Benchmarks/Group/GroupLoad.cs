using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Group;

/// <summary>What one measured phase of a group came to.</summary>
/// <param name="DeliveriesPerSecond">Messages that members received, per second.</param>
/// <param name="ServerMicroseconds">CPU time of the server for each delivery.</param>
/// <param name="LoadMicroseconds">CPU time of the load generator for each delivery.</param>
/// <param name="Milliseconds">Median of the time from sending a message to its last delivery.</param>
internal readonly record struct GroupMeasure(double DeliveriesPerSecond, double ServerMicroseconds, double LoadMicroseconds, double Milliseconds);

/// <summary>One who speaks in a group and all who receive it, served by the thread that calls.</summary>
internal sealed class GroupLoad : IDisposable
{
    private const int IdLength = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ServerProcess _server;
    private readonly GroupOptions _options;
    private readonly List<WireConnection> _members = [];
    private readonly PollSet _poll;
    private readonly byte[] _say;
    private readonly Queue<long> _sentAt = [];
    private readonly List<double> _times = [];
    private long _sent;
    private long _delivered;

    /// <summary>Logs all members in and lets them join. The first one speaks.</summary>
    public GroupLoad(ServerProcess server, GroupOptions options)
    {
        _server = server;
        _options = options;
        _say = Encoding.ASCII.GetBytes($"Say bench {new string('x', options.TextLength)}");
        for (int i = 0; i < options.Members; i++)
            _members.Add(Join(i));
        foreach (WireConnection member in _members)
            ReadNews(member);
        _poll = new PollSet(_members);
    }

    private int Receivers => _members.Count - 1;

    /// <summary>Keeps the window full for a while, then waits until nothing is under way, and lets everybody confirm.</summary>
    /// <exception cref="IOException">The server refuses, closes, or delivers nothing.</exception>
    public GroupMeasure Run(TimeSpan time)
    {
        _times.Clear();
        long before = _delivered;
        ProcessUsage server = ProcessUsage.Of(_server.Id);
        ProcessUsage load = ProcessUsage.Of(Environment.ProcessId);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            FillWindow();
            Serve();
        }

        while (_delivered < _sent * Receivers)
            Serve();
        long deliveries = _delivered - before;
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan serverCpu = ProcessUsage.Of(_server.Id).Cpu - server.Cpu;
        TimeSpan loadCpu = ProcessUsage.Of(Environment.ProcessId).Cpu - load.Cpu;
        ConfirmAll();
        return new GroupMeasure(deliveries / elapsed.TotalSeconds, serverCpu.TotalMicroseconds / deliveries, loadCpu.TotalMicroseconds / deliveries, Median.Of(_times));
    }

    /// <inheritdoc/>
    public void Dispose() => _members.ForEach(member => member.Dispose());

    private WireConnection Join(int number)
    {
        WireConnection member = WireConnection.LogIn(_server.EndPointOf(_options.Transport), $"m{number}", transport: _options.Transport);
        member.AppendLine("Join bench"u8);
        member.Flush();
        member.WaitForLine(Encoding.ASCII.GetBytes($"You are in bench, with {number + 1} members"));
        if (_members.Count > 0)
            ReadNews(_members[0]);
        return member;
    }

    // Who joined behind this member.
    private static void ReadNews(WireConnection member)
    {
        member.AppendLine("HB R"u8);
        member.Flush();
        member.WaitForLine("R"u8);
    }

    private void FillWindow()
    {
        while ((_sent * Receivers) - _delivered < (long)_options.Window * Receivers && _sentAt.Count < _options.Window)
        {
            _members[0].AppendLine(_say);
            _sentAt.Enqueue(Stopwatch.GetTimestamp());
            _sent++;
        }

        _members[0].Flush();
    }

    private void Serve()
    {
        if (!_poll.Wait(Patience))
            throw new IOException($"nothing came for {Patience.TotalSeconds} s");
        for (int i = 0; i < _members.Count; i++)
        {
            WireConnection member = _members[i];
            if (_poll.IsWritable(i))
                member.Flush();
            if (_poll.IsReadable(i))
                Receive(member);
            if (member.HasEnded)
                throw new IOException("the server closed a connection");
        }

        while (_sentAt.Count > 0 && _delivered >= (_sent - _sentAt.Count + 1) * Receivers)
            _times.Add(Stopwatch.GetElapsedTime(_sentAt.Dequeue()).TotalMilliseconds);
    }

    private void Receive(WireConnection member)
    {
        member.Receive();
        while (member.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (!line.StartsWith("m0 says in bench: "u8))
                throw new IOException($"the server said '{Encoding.UTF8.GetString(line)}'");
            _delivered++;
            if (_options.Confirms)
                member.AppendLine("Confirm "u8, line[^IdLength..]);
        }

        member.Flush();
    }

    // Mailboxes are empty before the next round.
    private void ConfirmAll()
    {
        foreach (WireConnection member in _members.Skip(1))
        {
            member.AppendLine("Confirm *"u8);
            ReadNews(member);
        }
    }
}
