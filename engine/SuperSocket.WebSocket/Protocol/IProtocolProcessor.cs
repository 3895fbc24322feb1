using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>One version of the protocol: its handshake, its frames and its close codes. Thread-safe.</summary>
public interface IProtocolProcessor
{
    /// <summary>The number that clients send as <c>Sec-WebSocket-Version</c>.</summary>
    int Version { get; }

    /// <summary>Whether there are binary messages.</summary>
    bool CanSendBinaryData { get; }

    /// <summary>The close codes.</summary>
    ICloseStatusCode CloseStatusClode { get; }

    /// <summary>The version that is tried if a client does not speak this one; <see langword="null"/> for none.</summary>
    IProtocolProcessor? NextProcessor { get; set; }

    /// <summary>Whether a client may send a close code.</summary>
    /// <param name="code">The code.</param>
    bool IsValidCloseCode(int code);

    /// <summary>Answers the opening handshake of a session, with the acceptance or a refusal.</summary>
    /// <param name="session">The session, whose headers are known.</param>
    /// <param name="previousFilter">The filter that read the request.</param>
    /// <param name="dataFrameReader">Reads what follows.</param>
    /// <returns>Whether the handshake is accepted. If not, the session is closed.</returns>
    bool Handshake(IWebSocketSession session, WebSocketReceiveFilterBase previousFilter, out IReceiveFilter<IWebSocketFragment>? dataFrameReader);

    /// <summary>Makes the frame of bytes; the raw forms of sending take it.</summary>
    /// <param name="opCode">Its kind.</param>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    IList<ArraySegment<byte>> GetEncodedPackage(int opCode, byte[] data, int offset, int length);

    /// <summary>Makes the frame of a text; the raw forms of sending take it.</summary>
    /// <param name="opCode">Its kind.</param>
    /// <param name="message">The text.</param>
    IList<ArraySegment<byte>> GetEncodedPackage(int opCode, string message);

    /// <summary>Sends a text message; waits for room as <c>Send</c> does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The text.</param>
    void SendMessage(IWebSocketSession session, string message);

    /// <summary>Sends a text message if there is room.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The text.</param>
    /// <returns>Whether it was accepted.</returns>
    bool TrySendMessage(IWebSocketSession session, string message);

    /// <summary>Sends a binary message; waits for room as <c>Send</c> does.</summary>
    /// <param name="session">The session.</param>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    void SendData(IWebSocketSession session, byte[] data, int offset, int length);

    /// <summary>Sends a binary message if there is room.</summary>
    /// <param name="session">The session.</param>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <returns>Whether it was accepted.</returns>
    bool TrySendData(IWebSocketSession session, byte[] data, int offset, int length);

    /// <summary>Sends a close frame, unless the session has sent one. A code that may not be sent becomes 1008, and 1005 a frame without code.</summary>
    /// <param name="session">The session.</param>
    /// <param name="statusCode">The code.</param>
    /// <param name="closeReason">A text for people; cut at 123 bytes of UTF-8.</param>
    void SendCloseHandshake(IWebSocketSession session, int statusCode, string closeReason);

    /// <summary>Sends a pong if there is room.</summary>
    /// <param name="session">The session.</param>
    /// <param name="pong">Its payload, at most 125 bytes.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    void SendPong(IWebSocketSession session, byte[] pong);

    /// <summary>Sends a ping.</summary>
    /// <param name="session">The session.</param>
    /// <param name="ping">Its payload, at most 125 bytes.</param>
    /// <exception cref="ArgumentException">It is longer.</exception>
    void SendPing(IWebSocketSession session, byte[] ping);
}
