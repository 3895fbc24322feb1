namespace SuperSocket.SocketBase;

/// <summary>Tells a peer that reads slowly from one that takes a byte now and then to keep a connection and its memory for hours.</summary>
internal static class PeerPace
{
    // The rate below which Kestrel ends a response.
    private const int MinBytesPerSecond = 240;

    /// <summary>How many bytes a peer must take within a time to count as reading.</summary>
    /// <param name="milliseconds">The time.</param>
    public static long MinBytes(long milliseconds) => Math.Max(1, milliseconds * MinBytesPerSecond / 1000);
}
