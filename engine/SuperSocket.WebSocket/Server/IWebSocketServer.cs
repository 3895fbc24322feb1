using SuperSocket.SocketBase;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <summary>A WebSocket server, whatever its session type is.</summary>
public interface IWebSocketServer : IAppServer
{
    /// <summary>The versions of the protocol, the newest first.</summary>
    IProtocolProcessor WebSocketProtocolProcessor { get; }

    /// <summary>Asks the application whether a session may open.</summary>
    /// <param name="session">The session, whose request is known.</param>
    /// <param name="origin">The page that opens it; empty if the client named none.</param>
    bool ValidateHandshake(IWebSocketSession session, string origin);
}
