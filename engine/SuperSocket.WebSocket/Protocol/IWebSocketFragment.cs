using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>What a WebSocket server gets as one request: the completed handshake (key <c>-1</c>), or a frame, whose key is its kind in decimal.</summary>
public interface IWebSocketFragment : IRequestInfo
{
}
