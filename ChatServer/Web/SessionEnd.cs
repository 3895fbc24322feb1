using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;

namespace ChatServer.Web;

/// <summary>What the close frame of a session says.</summary>
internal static class SessionEnd
{
    /// <summary>What a client is told of the end of its session.</summary>
    /// <param name="reason">Why it ended.</param>
    public static WebSocketClose GetClose(CloseReason reason) => reason switch
    {
        CloseReason.ServerShutdown => new WebSocketClose(WebSocketClose.GoingAway, "the server stops"),
        CloseReason.ClientClosing or CloseReason.ServerClosing => new WebSocketClose(WebSocketClose.Normal, string.Empty),
        CloseReason.TimeOut => new WebSocketClose(WebSocketClose.Policy, "too late, idle or too slow; the last line says more"),
        CloseReason.ProtocolError => new WebSocketClose(WebSocketClose.ProtocolError, "that is not the protocol of this server"),
        _ => new WebSocketClose(WebSocketClose.InternalError, "something failed at the server"),
    };
}
