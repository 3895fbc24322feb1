namespace SuperSocket.SocketEngine.WebSockets;

/// <summary>What a server takes besides masked frames of the kinds that RFC 6455 defines, and what it does not take.</summary>
[Flags]
internal enum WebSocketFrameRules
{
    /// <summary>Masked frames of all defined kinds.</summary>
    None = 0,

    /// <summary>Binary frames are a fault.</summary>
    TextOnly = 1,

    /// <summary>A length that is written in more bytes than it needs is a fault.</summary>
    ShortestLength = 2,

    /// <summary>Frames without a mask are taken.</summary>
    AllowUnmasked = 4,

    /// <summary>Frames of undefined kinds are taken, each as a whole.</summary>
    AllowUnknown = 8,
}
