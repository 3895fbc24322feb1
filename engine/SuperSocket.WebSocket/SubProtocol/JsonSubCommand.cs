namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>Base of JSON commands. Its replies carry the token of the request.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
/// <typeparam name="TJsonCommandInfo">The body's type.</typeparam>
public abstract class JsonSubCommand<TWebSocketSession, TJsonCommandInfo> : JsonSubCommandBase<TWebSocketSession, TJsonCommandInfo>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Makes a message with the command's name and the current token.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected string GetJsonMessage(TWebSocketSession session, object? content) => GetJsonMessage(session, Name, content);

    /// <summary>Makes a message with the current token.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="name">The name of the message.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected string GetJsonMessage(TWebSocketSession session, string name, object? content) => GetJsonMessage(session, name, session.CurrentToken, content);

    /// <summary>Sends a message with the command's name and the current token.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected void SendJsonMessage(TWebSocketSession session, object? content) => session.Send(GetJsonMessage(session, content));

    /// <summary>Sends a message with the current token.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="name">The name of the message.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected void SendJsonMessage(TWebSocketSession session, string name, object? content) => session.Send(GetJsonMessage(session, name, content));
}

/// <summary>Base of JSON commands for servers that need no session type of their own.</summary>
/// <typeparam name="TJsonCommandInfo">The body's type.</typeparam>
public abstract class JsonSubCommand<TJsonCommandInfo> : JsonSubCommand<WebSocketSession, TJsonCommandInfo>
{
}
