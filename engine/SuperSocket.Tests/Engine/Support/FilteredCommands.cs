using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

[Trace("server base", Order = 3)]
public class FilteredServerBase : ScriptedServer
{
}

[Trace("server", Order = 2)]
public class FilteredServer : FilteredServerBase
{
}

/// <summary>Notes that it ran; throws if its body starts with "throw" or "handle".</summary>
[Trace("base", Order = -1)]
public abstract class TracedBase : StringCommandBase<ScriptedSession>
{
    public override void ExecuteCommand(ScriptedSession session, StringRequestInfo requestInfo)
    {
        ((ScriptedServer)session.AppServer).Events.Enqueue(Name);
        if (requestInfo.Body.StartsWith("throw", StringComparison.Ordinal) || requestInfo.Body.StartsWith("handle", StringComparison.Ordinal))
            throw new InvalidOperationException(requestInfo.Body);
    }
}

/// <summary>Filters: base -1, first 1, second 2.</summary>
[Trace("second", Order = 2)]
[Trace("first", Order = 1)]
public class Traced : TracedBase
{
}

/// <summary>Brings its filters itself, so that its attributes do not count.</summary>
[Trace("ignored")]
public class Provided : TracedBase, ICommandFilterProvider
{
    public IEnumerable<CommandFilterAttribute> GetFilters() => [new TraceAttribute("provided") { Order = 1 }];
}
