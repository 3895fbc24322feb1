using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Measures for how long a peer has accepted none of the bytes that wait for it. It compares occasional samples. So a healthy connection needs no extra work
/// for each send, and a stalled one needs no timer. Not thread-safe.
/// </summary>
internal sealed class SendStall
{
    private long _taken = -1;
    private long _acknowledged;
    private long _since;

    /// <summary>Samples a connection.</summary>
    /// <param name="queue">The queue of the connection.</param>
    /// <param name="socket">The socket of the connection.</param>
    /// <returns>For how long the samples have shown no progress. Zero while nothing waits.</returns>
    public TimeSpan Measure(SendQueue queue, Socket socket)
    {
        if (queue.IsEmpty)
        {
            _taken = -1;
            return TimeSpan.Zero;
        }

        long taken = queue.Taken;
        long acknowledged = PeerProgress.AcknowledgedBytes(socket);
        if (taken == _taken && acknowledged == _acknowledged)
            return TimeSpan.FromMilliseconds(Environment.TickCount64 - _since);

        _taken = taken;
        _acknowledged = acknowledged;
        _since = Environment.TickCount64;
        return TimeSpan.Zero;
    }
}
