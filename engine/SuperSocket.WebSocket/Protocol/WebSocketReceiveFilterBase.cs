using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>A receive filter of one WebSocket session.</summary>
public abstract class WebSocketReceiveFilterBase : ReceiveFilterBase<IWebSocketFragment>
{
    /// <summary>Bytes of the third key of the draft hybi-00, which is not served; applications may refer to it.</summary>
    protected const int SecKey3Len = 8;

    /// <summary>Makes a filter.</summary>
    /// <param name="session">Its session.</param>
    protected WebSocketReceiveFilterBase(IWebSocketSession session) => Session = session;

    /// <summary>Makes a filter that takes over from another one.</summary>
    /// <param name="previousReceiveFilter">The other one.</param>
    protected WebSocketReceiveFilterBase(WebSocketReceiveFilterBase previousReceiveFilter)
        : base(previousReceiveFilter)
        => Session = previousReceiveFilter.Session;

    /// <summary>The request that a completed handshake becomes.</summary>
    protected static IWebSocketFragment HandshakeRequestInfo { get; } = WebSocketFrame.Handshake;

    internal IWebSocketSession Session { get; }

    /// <summary>Lets a version of the protocol, and those behind it, answer the handshake; sets the filter of what follows.</summary>
    /// <param name="protocolProcessor">The version.</param>
    /// <param name="session">The session.</param>
    /// <returns>Whether the handshake is accepted.</returns>
    protected bool Handshake(IProtocolProcessor protocolProcessor, IWebSocketSession session)
    {
        ArgumentNullException.ThrowIfNull(protocolProcessor);
        if (!protocolProcessor.Handshake(session, this, out IReceiveFilter<IWebSocketFragment>? reader))
            return false;
        NextReceiveFilter = reader;
        return true;
    }
}
