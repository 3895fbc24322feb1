namespace SuperSocket.SocketEngine.WebSockets;

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

    /// <summary>A kind of data that the server does not take.</summary>
    public const ushort Unsupported = 1003;

    /// <summary>Text that is not UTF-8.</summary>
    public const ushort InvalidText = 1007;

    /// <summary>The client broke a rule of the application.</summary>
    public const ushort Policy = 1008;

    /// <summary>A frame, or the frames of a message, are too long.</summary>
    public const ushort TooBig = 1009;

    /// <summary>The server's own fault.</summary>
    public const ushort InternalError = 1011;

    /// <summary>Whether a client may send a code.</summary>
    /// <param name="code">The code.</param>
    public static bool IsAllowed(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
