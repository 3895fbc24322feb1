namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>
/// Base of JSON commands that run on the thread pool. The next message of the session does not wait for them, so replies may come in another order. An
/// exception goes to the session's <c>HandleException</c>.
/// </summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
/// <typeparam name="TJsonCommandInfo">The body's type.</typeparam>
public abstract class AsyncJsonSubCommand<TWebSocketSession, TJsonCommandInfo> : JsonSubCommandBase<TWebSocketSession, TJsonCommandInfo>
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Makes the command.</summary>
    public AsyncJsonSubCommand()
    {
    }

    /// <summary>Starts the command on the thread pool.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="commandInfo">Its body.</param>
    protected override void ExecuteJsonCommand(TWebSocketSession session, TJsonCommandInfo commandInfo)
    {
        // Null stands for no token, here as in SubRequestInfo.
        string? token = session.CurrentToken;
        ThreadPool.QueueUserWorkItem(_ => Execute(session, token!, commandInfo));
    }

    /// <summary>Handles a message, on a thread of the pool.</summary>
    /// <param name="session">The session that received it; it may close meanwhile.</param>
    /// <param name="token">The token of the request; <see langword="null"/> if it had none.</param>
    /// <param name="commandInfo">Its body; the default of the type if the message had none.</param>
    protected abstract void ExecuteAsyncJsonCommand(TWebSocketSession session, string token, TJsonCommandInfo commandInfo);

    /// <summary>Sends a message with the command's name.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="token">The token of the request; may be <see langword="null"/>.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected void SendJsonMessage(TWebSocketSession session, string? token, object? content) => SendJsonMessage(session, Name, token, content);

    /// <summary>Sends a message.</summary>
    /// <param name="session">The session that gets it.</param>
    /// <param name="name">The name of the message.</param>
    /// <param name="token">The token of the request; may be <see langword="null"/>.</param>
    /// <param name="content">What is sent as JSON; a simple value as its text.</param>
    protected void SendJsonMessage(TWebSocketSession session, string name, string? token, object? content)
        => session.Send(GetJsonMessage(session, name, token, content));

    private void Execute(TWebSocketSession session, string token, TJsonCommandInfo commandInfo)
    {
        try
        {
            ExecuteAsyncJsonCommand(session, token, commandInfo);
        }
        catch (Exception e)
        {
            session.TellException(e);
        }
    }
}

/// <summary>Base of JSON commands that run on the thread pool, for servers that need no session type of their own.</summary>
/// <typeparam name="TJsonCommandInfo">The body's type.</typeparam>
public abstract class AsyncJsonSubCommand<TJsonCommandInfo> : AsyncJsonSubCommand<WebSocketSession, TJsonCommandInfo>
{
}
