namespace ChatServer.Benchmarks.Load;

/// <summary>How lines travel.</summary>
internal enum WireTransport
{
    /// <summary>As bytes with line ends.</summary>
    Tcp,

    /// <summary>As text frames of a WebSocket.</summary>
    WebSocket,
}
