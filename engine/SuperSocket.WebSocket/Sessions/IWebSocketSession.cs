using SuperSocket.SocketBase;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <summary>A session of a WebSocket server. Sending and closing are safe from any thread.</summary>
public interface IWebSocketSession : IAppSession
{
    /// <summary>The method of the request that opened it.</summary>
    string Method { get; set; }

    /// <summary>The header <c>Host</c>; empty if there was none.</summary>
    string Host { get; }

    /// <summary>The target of the request as the client sent it, with its query.</summary>
    string Path { get; set; }

    /// <summary>The version of HTTP, such as <c>HTTP/1.1</c>.</summary>
    string HttpVersion { get; set; }

    /// <summary>The version of the protocol that the client asked for; empty if it asked for none.</summary>
    string SecWebSocketVersion { get; }

    /// <summary>The page that opened it; empty if the client named none.</summary>
    string Origin { get; }

    /// <summary><c>ws</c>, or <c>wss</c> over TLS.</summary>
    string UriScheme { get; }

    /// <summary>Whether the opening handshake is done.</summary>
    bool Handshaked { get; }

    /// <summary>Sends bytes without a frame, also before the handshake; waits for room as <c>Send</c> does.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    void SendRawData(byte[] data, int offset, int length);

    /// <summary>Sends bytes without a frame if there is room.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <returns>Whether they were accepted.</returns>
    bool TrySendRawData(byte[] data, int offset, int length);

    /// <summary>The server.</summary>
    new IWebSocketServer AppServer { get; }

    /// <summary>The version of the protocol; <see langword="null"/> before the handshake.</summary>
    IProtocolProcessor ProtocolProcessor { get; set; }

    /// <summary>Chooses the sub-protocol.</summary>
    /// <param name="protocol">The names that the client offers, by comma; empty for none.</param>
    /// <returns>The chosen name for the answer; empty for none.</returns>
    string GetAvailableSubProtocol(string protocol);
}
