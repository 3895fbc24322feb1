using System.Net;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Net;

// One test, its servers and clients on ports that the system chose. Errors in the log that the test does not expect fail it.
public abstract class NetFixture
{
    private readonly List<IDisposable> _owned = [];

    internal RecordingLogFactory Log { get; } = new();

    [TearDown]
    public void Close_everything_and_look_for_errors()
    {
        foreach (IDisposable owned in Enumerable.Reverse(_owned))
            owned.Dispose();
        Assert.That(Log.UnexpectedErrors, Is.Empty, "errors in the log");
    }

    protected static IPEndPoint PortOf(IAppServer server, int listener = 0) => server.Listeners[listener].EndPoint;

    protected static ServerConfig Config(params ListenerConfig[] listeners) => new()
    {
        Name = "Probe",
        Listeners = listeners.Length == 0 ? [Listener()] : listeners,
    };

    protected static ListenerConfig Listener(string? security = null, string ip = "127.0.0.1") => new() { Ip = ip, Port = 0, Security = security };

    protected void ExpectError(string part) => Log.ExpectError(part);

    protected T Own<T>(T disposable)
        where T : IDisposable
    {
        lock (_owned)
            _owned.Add(disposable);
        return disposable;
    }

    protected ProbeServer Start(ServerConfig config, RequestHandler<ProbeSession, StringRequestInfo>? handler = null, params IConnectionFilter[] filters)
        => Start(new ProbeServer(), config, handler, filters);

    protected ProbeServer Start(
        ProbeServer server, ServerConfig config, RequestHandler<ProbeSession, StringRequestInfo>? handler = null, params IConnectionFilter[] filters)
    {
        Assert.That(server.Setup(config, logFactory: Log, connectionFilters: filters), Is.True, () => string.Join<LogLine>("\n", Log.Errors));
        server.NewRequestReceived += handler ?? Echo;
        Assert.That(server.Start(), Is.True, () => string.Join<LogLine>("\n", Log.Errors));
        return Own(server);
    }

    internal async Task<TestClient> Connect(IAppServer server, int listener = 0) => Own(await TestClient.ConnectAsync(PortOf(server, listener)));

    // Slots that the engine counts against the limit.
    protected static int TakenSlots(IAppServer server)
    {
        IPoolInfo pool = ((ISocketServerAccessor)server).SocketServer.SendingQueuePool;
        return pool.TotalItemsCount - pool.AvialableItemsCount;
    }

    protected string SetupError(ServerConfig config)
    {
        using var server = new ProbeServer();
        Assert.That(server.Setup(config, logFactory: Log), Is.False);
        string error = string.Join<LogLine>("\n", Log.Errors);
        ExpectError(string.Empty);
        return error;
    }

    protected static void Echo(ProbeSession session, StringRequestInfo request)
        => session.Send(request.Body.Length == 0 ? request.Key : $"{request.Key} {request.Body}");
}
