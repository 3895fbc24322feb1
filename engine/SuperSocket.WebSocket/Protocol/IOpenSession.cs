using SuperSocket.SocketEngine.WebSockets;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>What the receive filters and the versions of the protocol need of a session, whatever its class is.</summary>
internal interface IOpenSession
{
    WebSocketOptions Options { get; }

    /// <summary>The limit of a frame, and the least one of a handshake; 0 or less for none.</summary>
    int MaxRequestLength { get; }

    /// <summary>Whether the application has sent bytes of its own before the handshake was done.</summary>
    bool HasSentRawData { get; }

    /// <summary>Something came from the client.</summary>
    void MarkReceived();

    /// <summary>The value of a header; empty if there is none.</summary>
    string GetHeader(string name);

    /// <summary>Takes the request over.</summary>
    void SetRequest(OpeningRequest request);

    /// <summary>Sets the origin and the cookies, before the application is asked.</summary>
    void SetOrigin(string headerName);

    /// <summary>Queues bytes as they are, if there is room.</summary>
    bool TrySendBytes(ReadOnlySpan<byte> bytes);

    /// <summary>Sends a close frame and closes the session, because the client broke the rules.</summary>
    void Fail(WebSocketClose close);

    /// <summary>Sends a close frame if none was sent; the session ignores what comes until the client's own, or the timeout.</summary>
    bool TrySendClose(int statusCode, string reason);
}
