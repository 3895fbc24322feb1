using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Options of a server with connections that a changed configuration replaces as a whole. A connection keeps those with which it began.</summary>
/// <param name="Proxies">From where a PROXY header is required.</param>
/// <param name="MaxSendBytes">See <see cref="StreamSocketServer.MaxSendBytes"/>.</param>
/// <param name="SegmentLimit">See <see cref="StreamSocketServer.SegmentLimit"/>.</param>
internal sealed record StreamOptions(AddressList Proxies, int MaxSendBytes, int SegmentLimit)
{
    // A queue is an array, so its length is bounded.
    private const int MaxQueue = 1024 * 1024 * 1024;

    /// <summary>Reads the options of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="batchSends">Whether the server was written for this engine.</param>
    /// <exception cref="ArgumentException">An option has a wrong value.</exception>
    public static StreamOptions Read(IServerConfig config, bool batchSends)
    {
        // Checked in any case; the TLS options exist only for secure listeners.
        _ = EngineOptions.HandshakeTimeOut(config);
        _ = EngineOptions.AllowsAllCipherSuites(config);
        return new StreamOptions(
            EngineOptions.ProxyProtocolFrom(config),
            (int)Math.Min(MaxQueue, Math.Max(EngineOptions.MaxSendBytes(config), (long)config.SendingQueueSize * config.SendBufferSize)),
            batchSends || EngineOptions.HasMaxSendBytes(config) ? 0 : Math.Max(0, config.SendingQueueSize));
    }
}
