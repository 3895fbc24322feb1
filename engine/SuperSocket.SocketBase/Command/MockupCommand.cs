using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase.Command;

/// <summary>A command that does nothing: takes a name so that its requests are not unknown.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
/// <param name="name">The name.</param>
public class MockupCommand<TAppSession, TRequestInfo>(string name) : ICommand<TAppSession, TRequestInfo>
    where TAppSession : IAppSession, IAppSession<TAppSession, TRequestInfo>, new()
    where TRequestInfo : IRequestInfo
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public void ExecuteCommand(TAppSession session, TRequestInfo requestInfo)
    {
    }
}
