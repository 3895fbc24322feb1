using SuperSocket.SocketBase.Command;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>A command of a sub-protocol. One object serves all sessions.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
public interface ISubCommand<TWebSocketSession> : ICommand
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    /// <summary>Handles a message, on the thread that receives. An exception goes to the session's <c>HandleException</c>.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="requestInfo">The message.</param>
    void ExecuteCommand(TWebSocketSession session, SubRequestInfo requestInfo);
}

/// <summary>A command that runs filters.</summary>
public interface ISubCommandFilterLoader
{
    /// <summary>Takes the filters of the server's class over, to which those of its own class are added. Called once, before the first message.</summary>
    /// <param name="globalFilters">The filters.</param>
    void LoadSubCommandFilters(IEnumerable<SubCommandFilterAttribute> globalFilters);
}
