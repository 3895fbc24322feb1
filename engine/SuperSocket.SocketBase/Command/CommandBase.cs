using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase.Command;

/// <summary>A command that is named after its class.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class CommandBase<TAppSession, TRequestInfo> : ICommand<TAppSession, TRequestInfo>
    where TAppSession : IAppSession, IAppSession<TAppSession, TRequestInfo>, new()
    where TRequestInfo : IRequestInfo
{
    /// <inheritdoc/>
    public abstract void ExecuteCommand(TAppSession session, TRequestInfo requestInfo);

    /// <inheritdoc/>
    public virtual string Name => GetType().Name;

    /// <summary>The type, for logs.</summary>
    /// <returns>The assembly-qualified name of the type.</returns>
    public override string ToString() => GetType().AssemblyQualifiedName!;
}

/// <summary>A command for the default line protocol.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
public abstract class StringCommandBase<TAppSession> : CommandBase<TAppSession, StringRequestInfo>
    where TAppSession : IAppSession, IAppSession<TAppSession, StringRequestInfo>, new()
{
}

/// <summary>A command for the default line protocol and the default session.</summary>
public abstract class StringCommandBase : StringCommandBase<AppSession>
{
}
