using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>
/// Servers and clients of one test, over real sockets on ports that the system chooses. Ends them all, and fails the test
/// when a server logged an Error that was not announced.
/// </summary>
public abstract class EngineFixture
{
    private readonly Stack<IDisposable> _owned = new();

    protected RecordingLogFactory Logs { get; } = new();

    [TearDown]
    public async Task EndEverything()
    {
        while (_owned.TryPop(out IDisposable? item))
            item.Dispose();
        await Wait.Until(() => Logs.MissingErrors.Length == 0, "these errors are logged: " + string.Join(" | ", Logs.MissingErrors));
        Assert.That(Logs.UnexpectedErrors, Is.Empty);
    }

    /// <summary>A configuration with one listener on a free port.</summary>
    protected static ServerConfig Config(Action<ServerConfig>? change = null)
    {
        var config = new ServerConfig { Name = "Test", Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }] };
        change?.Invoke(config);
        return config;
    }

    protected T Own<T>(T item)
        where T : IDisposable
    {
        lock (_owned)
            _owned.Push(item);
        return item;
    }

    /// <summary>Sets a server up and starts it.</summary>
    protected TServer Start<TServer, TSession, TRequest>(
        AppServerBase<TSession, TRequest> server, Action<ServerConfig>? change, IReceiveFilterFactory<TRequest>? filters)
        where TServer : AppServerBase<TSession, TRequest>
        where TSession : AppSession<TSession, TRequest>, IAppSession, new()
        where TRequest : class, IRequestInfo
    {
        Own(server);
        Assert.That(server.Setup(Config(change), receiveFilterFactory: filters, logFactory: Logs), Is.True);
        Assert.That(server.Start(), Is.True);
        return (TServer)server;
    }

    /// <summary>Sets up and starts a server whose hooks the test fills in.</summary>
    protected ScriptedServer StartScripted(
        Action<ScriptedServer>? script = null,
        Action<ServerConfig>? change = null,
        IReceiveFilterFactory<StringRequestInfo>? filters = null)
    {
        var server = new ScriptedServer();
        script?.Invoke(server);
        return Start<ScriptedServer, ScriptedSession, StringRequestInfo>(server, change, filters);
    }

    protected async Task<TestClient> ConnectAsync(IAppServer server, int receiveBuffer = 0)
        => Own(await TestClient.ConnectAsync(server.Listeners[0].EndPoint, receiveBuffer));
}
