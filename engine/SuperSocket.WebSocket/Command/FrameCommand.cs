using SuperSocket.SocketBase.Command;
using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket.Command;

/// <summary>What a server does with the completed handshake, and with the frames of one kind.</summary>
/// <param name="key">The key of the request.</param>
/// <param name="execute">What it does.</param>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
internal sealed class FrameCommand<TWebSocketSession>(string key, Action<TWebSocketSession, WebSocketFrame> execute)
    : ICommand<TWebSocketSession, IWebSocketFragment>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    public string Name => key;

    public static FrameCommand<TWebSocketSession>[] CreateAll() =>
    [
        new(WebSocketFrame.HandshakeKey, (session, _) => session.Open()),
        Create(WebSocketOpcode.Continuation, (session, frame) => session.OnData(frame)),
        Create(WebSocketOpcode.Text, (session, frame) => session.OnData(frame)),
        Create(WebSocketOpcode.Binary, (session, frame) => session.OnData(frame)),
        Create(WebSocketOpcode.Close, (session, frame) => session.OnClientClose(frame.Payload)),
        Create(WebSocketOpcode.Ping, (session, frame) => session.SendPong(frame.Payload)),
        Create(WebSocketOpcode.Pong, (_, _) => { }),
    ];

    public void ExecuteCommand(TWebSocketSession session, IWebSocketFragment requestInfo) => execute(session, (WebSocketFrame)requestInfo);

    private static FrameCommand<TWebSocketSession> Create(int opcode, Action<TWebSocketSession, WebSocketFrame> execute)
        => new(WebSocketFrame.GetKey(opcode), execute);
}
