using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase.Command;

/// <summary>Handles the requests of one key. One object serves all sessions, from several threads at once.</summary>
public interface ICommand
{
    /// <summary>The key, compared without regard to case.</summary>
    string Name { get; }
}

/// <summary>A command for sessions and requests of given types.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface ICommand<TAppSession, TRequestInfo> : ICommand
    where TRequestInfo : IRequestInfo
    where TAppSession : IAppSession
{
    /// <summary>Handles one request.</summary>
    /// <param name="session">The session that received it.</param>
    /// <param name="requestInfo">The request.</param>
    void ExecuteCommand(TAppSession session, TRequestInfo requestInfo);
}
