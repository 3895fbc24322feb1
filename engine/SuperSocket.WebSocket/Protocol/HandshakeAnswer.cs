using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>The answers to an opening handshake.</summary>
internal static class HandshakeAnswer
{
    public const string BadRequest = "400 Bad Request";
    public const string Forbidden = "403 Forbidden";
    public const string TimeOut = "408 Request Timeout";
    public const string UpgradeRequired = "426 Upgrade Required";
    public const string TooLong = "431 Request Header Fields Too Large";
    public const string ServerError = "500 Internal Server Error";

    private const string Versions = "13, 8";

    /// <summary>Accepts a handshake.</summary>
    /// <param name="key">The client's key.</param>
    /// <param name="subProtocol">The chosen sub-protocol as the client wrote it; empty for none.</param>
    public static byte[] Accept(string key, string subProtocol)
    {
        string chosen = subProtocol.Length == 0 ? string.Empty : $"Sec-WebSocket-Protocol: {subProtocol}\r\n";
        return Encoding.UTF8.GetBytes(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Accept: {WebSocketKey.GetAccept(key)}\r\n{chosen}\r\n");
    }

    /// <summary>Refuses a handshake, and closes the session when the answer is sent.</summary>
    /// <param name="session">The session.</param>
    /// <param name="answer">The answer; empty if the application has sent its own.</param>
    /// <param name="why">For the log.</param>
    /// <param name="reason">The reason of the close.</param>
    public static void Refuse(IWebSocketSession session, string answer, string why, CloseReason reason)
    {
        if (session.Logger.IsInfoEnabled)
            session.Logger.Info(session, $"The WebSocket handshake is refused ({(answer.Length == 0 ? "by the application" : answer)}): {why}");
        if (answer.Length > 0)
        {
            string connection = answer == UpgradeRequired
                ? $"Upgrade: WebSocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: {Versions}\r\n"
                : "Connection: close\r\n";
            ((IOpenSession)session).TrySendBytes(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\n{connection}Content-Length: 0\r\n\r\n"));
        }

        session.Close(reason);
    }
}
