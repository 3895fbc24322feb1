using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.WebSocket;

/// <summary>A session that sends JSON messages.</summary>
/// <typeparam name="TWebSocketSession">The application's session type.</typeparam>
public class JsonWebSocketSession<TWebSocketSession> : WebSocketSession<TWebSocketSession>
    where TWebSocketSession : JsonWebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Sends <c>NAME content</c>.</summary>
    /// <param name="name">The name of the message.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    public void SendJsonMessage(string name, object content) => Send(JsonText.GetMessage(AppServer.JsonSerialize, name, token: null, content));
}

/// <summary>A session that sends JSON messages, for a server that needs no session type of its own.</summary>
public class JsonWebSocketSession : JsonWebSocketSession<JsonWebSocketSession>
{
}
