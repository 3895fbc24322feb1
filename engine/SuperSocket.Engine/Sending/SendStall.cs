using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>
/// For how long a peer has taken nothing of what waits for it, found by looking now and then: that costs a connection nothing while it is
/// well, and no timer when it is not. Not thread-safe.
/// </summary>
internal sealed class SendStall
{
    private long _taken = -1;
    private long _acknowledged;
    private long _since;

    /// <summary>Looks at a connection.</summary>
    /// <param name="queue">What waits.</param>
    /// <param name="socket">The connection.</param>
    /// <returns>How long the earlier looks and this one saw the same; zero while nothing waits.</returns>
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
