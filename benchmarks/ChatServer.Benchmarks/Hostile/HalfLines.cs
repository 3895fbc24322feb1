using System.Diagnostics;
using System.Net.Sockets;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>Connections that send a line so slowly that it never ends: one byte in ten seconds each.</summary>
internal sealed class HalfLines(LoadTarget target, int connections) : Attack(target)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly List<WireConnection> _connections = [];
    private int _refused;
    private long _bytes;

    /// <inheritdoc/>
    public override string Outcome
        => $"{_connections.Count:N0} connections sent {_bytes:N0} bytes; {_refused:N0} could not connect, {_connections.Count(connection => connection.HasEnded):N0} were closed by the server";

    /// <inheritdoc/>
    public override void Prepare()
    {
        for (int i = 0; i < connections; i++)
        {
            try
            {
                _connections.Add(new WireConnection(Target.EndPoint, Target.Transport));
            }
            catch (SocketException)
            {
                _refused++;
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(CancellationToken end)
    {
        TimeSpan interval = Period / Math.Max(1, _connections.Count);
        long start = Stopwatch.GetTimestamp();
        while (!end.IsCancellationRequested)
        {
            long due = (long)(Stopwatch.GetElapsedTime(start) / interval);
            for (; _bytes < due && _connections.Count > 0; _bytes++)
            {
                WireConnection connection = _connections[(int)(_bytes % _connections.Count)];
                connection.Append("C"u8);
                connection.Flush();
                connection.Receive();
            }

            end.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _connections.ForEach(connection => connection.Dispose());
        base.Dispose();
    }
}
