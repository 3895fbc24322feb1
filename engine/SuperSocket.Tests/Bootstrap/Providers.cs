using System.Net;
using System.Text;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Bootstrap;

// What configurations of the tests name.

/// <summary>Lets everybody in or nobody, as the option of the server says; its name and server come from <see cref="Initialize"/>.</summary>
public class DoorFilter : IConnectionFilter
{
    private IAppServer _server = null!;

    public string Name { get; private set; } = null!;

    public bool Initialize(string name, IAppServer appServer)
    {
        Name = name;
        _server = appServer;
        appServer.Logger.Info($"filter {name} of {appServer.Name}, option {appServer.Config.Options.GetValue("door")}");
        return appServer.Config.Options.GetValue("door") != "broken";
    }

    public bool AllowConnect(IPEndPoint remoteAddress) => IPAddress.IsLoopback(remoteAddress.Address) && _server.Config.Options.GetValue("door") == "open";
}

/// <summary>Requests end with a hash, and are in UTF-8.</summary>
public class HashFilterFactory() : TerminatorReceiveFilterFactory("#", Encoding.UTF8);

/// <summary>A receive filter factory whose requests are not those of the test's servers.</summary>
public class WrongFilterFactory : IReceiveFilterFactory<BinaryRequestInfo>
{
    public IReceiveFilter<BinaryRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => throw new NotSupportedException();
}

/// <summary>A log factory that counts its objects.</summary>
public class CountedLogFactory : ILogFactory
{
    private static int _made;

    public CountedLogFactory() => Interlocked.Increment(ref _made);

    public static int Made => Volatile.Read(ref _made);

    public static RecordingLogFactory Lines { get; } = new();

    public ILog GetLog(string name) => Lines.GetLog(name);
}

/// <summary>A log factory of its own for the other tests.</summary>
public class RootLogFactory : ILogFactory
{
    public static RecordingLogFactory Lines { get; } = new();

    public ILog GetLog(string name) => Lines.GetLog(name);
}

/// <summary>Loads one command: the form of 1.6, for commands of any kind.</summary>
public class OpenLoader<TCommand> : CommandLoaderBase<TCommand>
    where TCommand : class, ICommand
{
    public override bool Initialize(IRootConfig rootConfig, IAppServer appServer)
    {
        appServer.Logger.Info($"loader of {appServer.Name}, culture {rootConfig.DefaultCulture}");
        return appServer.Config.Options.GetValue("loader") != "broken";
    }

    public override bool TryLoadCommands(out IEnumerable<TCommand> commands)
    {
        commands = new ICommand[] { new Loaded("OPEN") }.OfType<TCommand>();
        return true;
    }
}

/// <summary>Loads one command: the form of the documentation of 1.6.</summary>
public class ClosedLoader : CommandLoaderBase<ICommand<RunSession, StringRequestInfo>>
{
    public override bool Initialize(IRootConfig rootConfig, IAppServer appServer) => true;

    public override bool TryLoadCommands(out IEnumerable<ICommand<RunSession, StringRequestInfo>> commands)
    {
        commands = [new Loaded("CLOSED")];
        return true;
    }
}

/// <summary>A command that the loaders make; no other loader can, for it has no constructor without parameters.</summary>
internal sealed class Loaded(string name) : StringCommandBase<RunSession>
{
    public override string Name => name;

    public override void ExecuteCommand(RunSession session, StringRequestInfo requestInfo) => session.Send("by loader: " + name);
}
