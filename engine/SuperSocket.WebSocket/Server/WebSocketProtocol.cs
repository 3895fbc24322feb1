using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <summary>Makes the receive filters of WebSocket sessions.</summary>
public class WebSocketProtocol : IReceiveFilterFactory<IWebSocketFragment>
{
    /// <summary>Makes the protocol.</summary>
    public WebSocketProtocol()
    {
    }

    /// <inheritdoc/>
    public IReceiveFilter<IWebSocketFragment> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => new HandshakeReceiveFilter((IWebSocketSession)appSession);
}
