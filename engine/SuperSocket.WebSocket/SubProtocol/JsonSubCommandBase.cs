namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>Base of commands whose body is JSON, or a simple value.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
/// <typeparam name="TJsonCommandInfo">The body's type.</typeparam>
public abstract class JsonSubCommandBase<TWebSocketSession, TJsonCommandInfo> : SubCommandBase<TWebSocketSession>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Makes the command.</summary>
    public JsonSubCommandBase()
    {
    }

    /// <summary>Reads the body and executes the command.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="requestInfo">The message.</param>
    public override void ExecuteCommand(TWebSocketSession session, SubRequestInfo requestInfo)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(requestInfo);
        object? content = JsonText.GetContent(session.AppServer.JsonDeserialize, requestInfo.Body, typeof(TJsonCommandInfo));
        CommandToken.Set(session, requestInfo.Token);
        try
        {
            ExecuteJsonCommand(session, content == null ? default! : (TJsonCommandInfo)content);
        }
        finally
        {
            CommandToken.Set(null, null);
        }
    }

    /// <summary>Handles a message.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="commandInfo">Its body; the default of the type if the message had none.</param>
    protected abstract void ExecuteJsonCommand(TWebSocketSession session, TJsonCommandInfo commandInfo);

    /// <summary>Makes <c>NAME-token content</c>, or <c>NAME content</c> without a token.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="name">The name of the message.</param>
    /// <param name="token">The token of the request; may be <see langword="null"/>.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected string GetJsonMessage(TWebSocketSession session, string name, string? token, object? content)
        => JsonText.GetMessage(session.AppServer.JsonSerialize, name, token, content);
}
