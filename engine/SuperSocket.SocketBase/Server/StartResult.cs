namespace SuperSocket.SocketBase;

/// <summary>What became of <see cref="IBootstrap.Start"/>.</summary>
public enum StartResult
{
    /// <summary>There was no server to start.</summary>
    None,

    /// <summary>Every server runs.</summary>
    Success,

    /// <summary>Some servers run, some failed.</summary>
    PartialSuccess,

    /// <summary>No server runs, or the bootstrap was not initialised.</summary>
    Failed,
}
