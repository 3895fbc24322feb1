using System.Net;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>What user code throws costs its own connection, or nothing, and never the server.</summary>
public class SessionErrorTests : EngineFixture
{
    private int _bad = 1;

    [Test]
    public async Task An_exception_in_OnInit_costs_one_connection_and_no_hook_follows()
    {
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenInit = _ => Fail("OnInit");
            s.WhenConnected = _ => s.Events.Enqueue("connected");
        });

        await ExpectOneLossAsync(server);

        Assert.That(server.Events, Has.Count.EqualTo(1), "Only the good session connects.");
        Assert.That(server.Closings, Is.Empty);
    }

    [Test]
    public async Task An_exception_in_OnNewSessionConnected_costs_one_connection()
    {
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenConnected = _ => Fail("OnNewSessionConnected");
            s.WhenSessionStarted = _ => s.Events.Enqueue("started");
        });

        await ExpectOneLossAsync(server);

        Assert.That(server.Events, Has.Count.EqualTo(1), "Only the good session starts.");
        Assert.That(server.Closings.Select(closing => closing.Reason), Is.EqualTo(new[] { CloseReason.InternalError }));
    }

    [Test]
    public async Task An_exception_in_OnSessionStarted_is_logged_and_the_session_lives()
    {
        ScriptedServer server = StartScripted(s => s.WhenSessionStarted = _ => Fail("OnSessionStarted"));
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("ECHO alive"), Is.EqualTo("alive"));
    }

    [Test]
    public async Task An_exception_in_OnSessionClosed_is_logged_and_the_session_is_gone()
    {
        ScriptedServer server = StartScripted(s => s.WhenClosed = (_, _) => Fail("OnSessionClosed"));
        TestClient client = await ConnectAsync(server);
        await server.SessionAsync();

        client.Dispose();

        await Wait.UntilEqual(() => server.SessionCount, 0);
        await ExpectServedAsync(server);
    }

    [Test]
    public async Task An_exception_in_a_filter_factory_costs_one_connection()
    {
        await ExpectOneLossAsync(StartScripted(filters: new FailingFactory(() => Fail("the factory"))));
    }

    [Test]
    public async Task An_exception_in_a_connection_filter_costs_one_connection()
    {
        await ExpectOneLossAsync(StartFiltered(new Gate("first", () => true), new Gate("second", () =>
        {
            Fail("the connection filter");
            return true;
        })));
    }

    [Test]
    public async Task A_refusing_connection_filter_closes_without_any_hook_and_the_next_filters_are_not_asked()
    {
        int asked = 0;
        bool open = false;
        ScriptedServer server = StartFiltered(new Gate("Bouncer", () => open), new Gate("second", () => ++asked > 0));
        server.WhenInit = _ => server.Events.Enqueue("init");

        TestClient refused = await ConnectAsync(server);
        await refused.WaitForEndAsync();

        Assert.That(asked, Is.Zero);
        Assert.That(server.Events, Is.Empty);
        Assert.That(Logs.Has(LogLevel.Info, "Bouncer"), Is.True);
        open = true;
        await ExpectServedAsync(server);
    }

    [Test]
    public async Task A_session_with_an_id_in_use_is_refused_without_further_hooks()
    {
        Logs.ExpectError("its id is in use");
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenRegister = (_, session) => s.GetAllSessions().Any() is false && s.Keep(session);
            s.WhenInit = _ => s.Events.Enqueue("init");
            s.WhenConnected = _ => s.Events.Enqueue("connected");
            s.WhenSessionStarted = _ => s.Events.Enqueue("started");
        });
        TestClient first = await ConnectAsync(server);
        Assert.That(await first.AskAsync("ECHO first"), Is.EqualTo("first"));

        TestClient second = await ConnectAsync(server);
        await second.WaitForEndAsync();

        Assert.That(server.Events, Is.EqualTo(new[] { "init", "connected", "started", "init" }));
        Assert.That(server.Closings, Is.Empty);
        Assert.That(server.SessionCount, Is.EqualTo(1));
        Assert.That(await first.AskAsync("ECHO still"), Is.EqualTo("still"));
    }

    [Test]
    public async Task A_throwing_RegisterSession_costs_one_connection()
    {
        ScriptedServer server = StartScripted(s => s.WhenRegister = (_, session) =>
        {
            Fail("RegisterSession");
            return s.Keep(session);
        });

        await ExpectOneLossAsync(server);
    }

    // The first call only.
    private void Fail(string where)
    {
        if (Interlocked.Exchange(ref _bad, 0) == 0)
            return;
        Logs.ExpectError("bad " + where);
        throw new InvalidOperationException("bad " + where);
    }

    private async Task ExpectOneLossAsync(ScriptedServer server)
    {
        TestClient lost = await ConnectAsync(server);
        await lost.WaitForEndAsync();
        await ExpectServedAsync(server);
        await Wait.UntilEqual(() => ((ISocketServerAccessor)server).SocketServer.SendingQueuePool.AvialableItemsCount, 99);
    }

    private async Task ExpectServedAsync(ScriptedServer server)
    {
        TestClient client = await ConnectAsync(server);
        Assert.That(await client.AskAsync("ECHO served"), Is.EqualTo("served"));
    }

    private ScriptedServer StartFiltered(params IConnectionFilter[] filters)
    {
        ScriptedServer server = Own(new ScriptedServer());
        server.Setup(Config(), logFactory: Logs, connectionFilters: filters);
        server.Start();
        return server;
    }

    private sealed class FailingFactory(Action fail) : CommandLineReceiveFilterFactory
    {
        public override IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        {
            fail();
            return base.CreateFilter(appServer, appSession, remoteEndPoint);
        }
    }

    private sealed class Gate(string name, Func<bool> allow) : IConnectionFilter
    {
        public string Name => name;

        public bool Initialize(string name, IAppServer appServer) => throw new InvalidOperationException("Filters passed in code are not initialised.");

        public bool AllowConnect(IPEndPoint remoteAddress) => allow();
    }
}
