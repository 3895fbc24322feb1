using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase.Command;

/// <summary>
/// Our extension: a command that may wait without holding a thread. Requests of one session stay in order: the next one starts when
/// this one has ended. Other sessions never wait for it. Found like any other command.
/// </summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IAsyncCommand<TAppSession, TRequestInfo> : ICommand<TAppSession, TRequestInfo>
    where TRequestInfo : IRequestInfo
    where TAppSession : IAppSession
{
    /// <summary>Handles one request.</summary>
    /// <param name="session">The session that received it; it may close meanwhile.</param>
    /// <param name="requestInfo">The request.</param>
    /// <returns>Ends when the request is handled; what it throws goes where the exception of a command goes.</returns>
    ValueTask ExecuteCommandAsync(TAppSession session, TRequestInfo requestInfo);
}

/// <summary>Our extension: base of commands that may wait without holding a thread.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class AsyncCommandBase<TAppSession, TRequestInfo> : CommandBase<TAppSession, TRequestInfo>, IAsyncCommand<TAppSession, TRequestInfo>
    where TAppSession : IAppSession, IAppSession<TAppSession, TRequestInfo>, new()
    where TRequestInfo : IRequestInfo
{
    /// <inheritdoc/>
    public abstract ValueTask ExecuteCommandAsync(TAppSession session, TRequestInfo requestInfo);

    /// <summary>For callers that do not know asynchronous commands: the engine never calls it.</summary>
    /// <param name="session">The session.</param>
    /// <param name="requestInfo">The request.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override void ExecuteCommand(TAppSession session, TRequestInfo requestInfo)
        => throw new NotSupportedException($"The command {Name} is asynchronous: call ExecuteCommandAsync.");
}
