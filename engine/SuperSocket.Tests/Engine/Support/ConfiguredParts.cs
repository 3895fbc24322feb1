using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>A connection filter that configurations name; remembers how it was initialised.</summary>
public class ConfiguredFilter : IConnectionFilter
{
    public string Name { get; private set; } = string.Empty;

    public IAppServer? AppServer { get; private set; }

    public bool Initialize(string name, IAppServer appServer)
    {
        Name = name;
        AppServer = appServer;
        return !name.StartsWith("unready", StringComparison.Ordinal);
    }

    public bool AllowConnect(IPEndPoint remoteAddress) => !Name.StartsWith("closed", StringComparison.Ordinal);
}

/// <summary>A protocol that configurations name: requests end with a semicolon.</summary>
public class SemicolonFactory() : TerminatorReceiveFilterFactory(";")
{
}

/// <summary>An open generic command loader, as 1.6 wants them.</summary>
public class GenericLoader<TCommand> : CommandLoaderBase<TCommand>
    where TCommand : class, ICommand
{
    public override bool Initialize(IRootConfig rootConfig, IAppServer appServer) => true;

    public override bool TryLoadCommands(out IEnumerable<TCommand> commands)
    {
        commands = [(TCommand)(object)new MockupCommand<ScriptedSession, StringRequestInfo>("GENERIC")];
        return true;
    }
}

/// <summary>A command loader for one server, as the documentation of 1.6 shows them.</summary>
public class ClosedLoader : GenericLoader<ICommand<ScriptedSession, StringRequestInfo>>
{
}

/// <summary>A log factory that configurations name.</summary>
public class ConfiguredLogFactory : ILogFactory
{
    public RecordingLogFactory Logs { get; } = new();

    public ILog GetLog(string name) => Logs.GetLog(name);
}

/// <summary>A server that cannot be made.</summary>
public class UnmakableServer : ScriptedServer
{
    public UnmakableServer() => throw new InvalidOperationException("the constructor is broken");
}

/// <summary>A server whose set-up hook refuses, or throws when its name is "Thrower".</summary>
public class RefusingServer : ScriptedServer
{
    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        => config.Name == "Thrower" ? throw new InvalidOperationException("the hook is broken") : false;
}
