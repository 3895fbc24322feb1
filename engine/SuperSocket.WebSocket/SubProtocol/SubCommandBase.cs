using System.Reflection;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>Base of commands of a sub-protocol.</summary>
/// <typeparam name="TWebSocketSession">The session's type.</typeparam>
public abstract class SubCommandBase<TWebSocketSession> : ISubCommand<TWebSocketSession>, ISubCommandFilterLoader
    where TWebSocketSession : WebSocketSession<TWebSocketSession>, new()
{
    private SubCommandFilterAttribute[] _filters = [];

    /// <summary>The name by which messages call it, in any case. The base returns the name of the class.</summary>
    public virtual string Name => GetType().Name;

    /// <inheritdoc/>
    public abstract void ExecuteCommand(TWebSocketSession session, SubRequestInfo requestInfo);

    // A filter that cancels leaves out those behind it, the command, and all that would run after it.
    void ISubCommand<TWebSocketSession>.ExecuteCommand(TWebSocketSession session, SubRequestInfo requestInfo)
    {
        if (_filters.Length == 0)
        {
            ExecuteCommand(session, requestInfo);
            return;
        }

        var context = new CommandExecutingContext();
        context.Initialize(session, requestInfo, this);
        foreach (CommandFilterAttribute filter in _filters)
        {
            filter.OnCommandExecuting(context);
            if (context.Cancel)
                return;
        }

        ExecuteCommand(session, requestInfo);
        foreach (CommandFilterAttribute filter in _filters)
            filter.OnCommandExecuted(context);
    }

    void ISubCommandFilterLoader.LoadSubCommandFilters(IEnumerable<SubCommandFilterAttribute> globalFilters)
        => _filters = [.. globalFilters.Concat(GetType().GetCustomAttributes<SubCommandFilterAttribute>(inherit: true)).OrderBy(filter => filter.Order)];
}

/// <summary>Base of commands for servers that need no session type of their own.</summary>
public abstract class SubCommandBase : SubCommandBase<WebSocketSession>
{
}
