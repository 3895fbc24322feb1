namespace SuperSocket.SocketEngine;

/// <summary>
/// How long a loop over one socket may go on while there is always more: then it lines up behind the others in the thread pool. Without that, a peer who
/// sends without a pause would hold its thread, which may be the one that waits for all sockets.
/// </summary>
internal struct Turn
{
    // Blocks, datagrams or connections: a millisecond or two of usual ones.
    private const int Most = 32;

    // For unusual ones. The clock goes on by 1 to 16 ms at once.
    private const int MaxMilliseconds = 10;

    private int _count;
    private long _end;

    /// <summary>A turn that starts now.</summary>
    public static Turn Begin() => new() { _end = Environment.TickCount64 + MaxMilliseconds };

    /// <summary>Whether the turn has taken its time.</summary>
    /// <param name="now">Now, as <see cref="Environment.TickCount64"/> has it.</param>
    public readonly bool IsLate(long now) => now >= _end;

    /// <summary>Counts one more.</summary>
    /// <returns>Whether it has to wait for the next turn.</returns>
    public bool IsOver() => ++_count > Most || IsLate(Environment.TickCount64);
}
