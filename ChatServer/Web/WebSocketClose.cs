using SuperSocket.SocketBase;

namespace ChatServer.Web;

/// <summary>What a close frame says: a code of RFC 6455, section 7.4, and why, for people.</summary>
/// <param name="Code">The code.</param>
/// <param name="Reason">At most 123 bytes of UTF-8.</param>
internal readonly record struct WebSocketClose(ushort Code, string Reason)
{
    /// <summary>Everything was said.</summary>
    public const ushort Normal = 1000;

    /// <summary>The server stops.</summary>
    public const ushort GoingAway = 1001;

    /// <summary>The client breaks the rules of frames.</summary>
    public const ushort ProtocolError = 1002;

    /// <summary>A binary frame.</summary>
    public const ushort Unsupported = 1003;

    /// <summary>Text that is not UTF-8.</summary>
    public const ushort InvalidText = 1007;

    /// <summary>Too slow, idle, or not logged in in time.</summary>
    public const ushort Policy = 1008;

    /// <summary>A frame, or the frames of a message, of <c>maxRequestLength</c> bytes or more.</summary>
    public const ushort TooBig = 1009;

    /// <summary>The server's own fault.</summary>
    public const ushort InternalError = 1011;

    /// <summary>What a client is told of the end of its session.</summary>
    /// <param name="reason">Why it ended.</param>
    public static WebSocketClose Of(CloseReason reason) => reason switch
    {
        CloseReason.ServerShutdown => new WebSocketClose(GoingAway, "the server stops"),
        CloseReason.ClientClosing or CloseReason.ServerClosing => new WebSocketClose(Normal, string.Empty),
        CloseReason.TimeOut => new WebSocketClose(Policy, "too late, idle or too slow; the last line says more"),
        CloseReason.ProtocolError => new WebSocketClose(ProtocolError, "that is not the protocol of this server"),
        _ => new WebSocketClose(InternalError, "something failed at the server"),
    };

    /// <summary>Whether a client may send a code.</summary>
    /// <param name="code">The code.</param>
    public static bool IsAllowed(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
