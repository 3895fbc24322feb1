namespace SuperSocket.SocketEngine;

/// <summary>
/// How long a loop over one socket may go on while there is always more: then it lines up behind the others in the thread pool. Without that, a peer who
/// sends without a pause would hold its thread, which may be the one that waits for all sockets.
/// </summary>
internal static class Turn
{
    /// <summary>Blocks, datagrams or connections.</summary>
    public const int Length = 32;
}
