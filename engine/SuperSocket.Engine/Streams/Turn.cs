namespace SuperSocket.SocketEngine;

/// <summary>
/// Limits how long the loop of one socket may run while there is always more to read. After that it queues itself again in the thread pool. Otherwise a peer
/// that sends without a pause would occupy a thread, and it may be the thread that waits for all sockets.
/// </summary>
internal struct Turn
{
    // Maximum number of blocks, datagrams or connections. Usual ones take one or two milliseconds together.
    private const int Most = 32;

    // The time limit for unusual ones. The clock advances in steps of 1 to 16 ms.
    private const int MaxMilliseconds = 10;

    private int _count;
    private long _end;

    /// <summary>Starts a turn.</summary>
    public static Turn Begin() => new() { _end = Environment.TickCount64 + MaxMilliseconds };

    /// <summary>Whether the turn has used its time.</summary>
    /// <param name="now">The current <see cref="Environment.TickCount64"/>.</param>
    public readonly bool IsLate(long now) => now >= _end;

    /// <summary>Counts one block, datagram or connection.</summary>
    /// <returns>Whether the turn is over, so that the loop must wait for the next one.</returns>
    public bool IsOver() => ++_count > Most || IsLate(Environment.TickCount64);
}
