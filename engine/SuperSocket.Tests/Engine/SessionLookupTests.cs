using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class SessionLookupTests : EngineFixture
{
    [Test]
    public async Task A_session_is_found_by_its_id_in_any_case()
    {
        ScriptedServer server = StartScripted();
        await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();

        Assert.That(server.GetSessionByID(session.SessionID), Is.SameAs(session));
        Assert.That(server.GetSessionByID(session.SessionID.ToUpperInvariant()), Is.SameAs(session));
        Assert.That(((IAppServer)server).GetSessionByID(session.SessionID), Is.SameAs(session));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("nobody")]
    public void Nobody_is_found_by_an_unknown_id(string? id)
    {
        ScriptedServer server = StartScripted();

        Assert.That(server.GetSessionByID(id!), Is.Null);
        Assert.That(((IAppServer)server).GetSessionByID(id!), Is.Null);
    }

    [Test]
    public void The_list_of_sessions_is_empty_and_never_null()
    {
        ScriptedServer server = Own(new ScriptedServer());

        Assert.That(server.GetAllSessions(), Is.Empty);
        server.Setup(Config(), logFactory: Logs);
        server.Start();
        Assert.That(server.GetAllSessions(), Is.Empty);
        server.Stop();
        Assert.That(server.GetAllSessions(), Is.Empty);
        Assert.That(server.GetSessions(_ => true), Is.Empty);
    }

    [Test]
    public async Task The_list_is_live_and_the_predicate_lazy()
    {
        ScriptedServer server = StartScripted();
        IEnumerable<ScriptedSession> found = server.GetSessions(session => session.Items.ContainsKey("user"));
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        Assert.That(found, Is.Empty);

        session.Items["user"] = "Romeo";
        Assert.That(found, Is.EqualTo(new[] { session }));

        session.Close();
        Assert.That(found, Is.Empty);
        Assert.That(server.GetSessionByID(session.SessionID), Is.Null);
        await client.WaitForEndAsync();
    }

    [Test]
    public async Task The_count_follows_100_clients_that_leave_one_by_one()
    {
        ScriptedServer server = StartScripted();
        var clients = new List<TestClient>();
        for (int i = 0; i < 100; i++)
            clients.Add(await ConnectAsync(server));
        await Wait.UntilEqual(() => server.SessionCount, 100);

        for (int left = 99; left >= 0; left--)
        {
            clients[left].Dispose();
            await Wait.UntilEqual(() => server.SessionCount, left);
        }

        Assert.That(server.GetAllSessions(), Is.Empty);
    }

    [Test]
    public async Task The_count_follows_100_sessions_that_the_server_closes()
    {
        ScriptedServer server = StartScripted();
        for (int i = 0; i < 100; i++)
            await ConnectAsync(server);
        await Wait.UntilEqual(() => server.SessionCount, 100);

        int left = 100;
        foreach (ScriptedSession session in server.GetAllSessions())
        {
            session.Close();
            Assert.That(server.SessionCount, Is.EqualTo(--left));
        }

        Assert.That(left, Is.Zero);
    }

    [Test]
    public async Task Enumerating_is_safe_while_sessions_come_and_go()
    {
        ScriptedServer server = StartScripted();
        TestClient stayer = await ConnectAsync(server);
        ScriptedSession stays = await server.SessionAsync();
        using var stop = new CancellationTokenSource();
        Task enumerating = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
                Assert.That(server.GetAllSessions().Count(session => session == stays), Is.EqualTo(1));
        });

        for (int i = 0; i < 200; i++)
        {
            using TestClient client = await ConnectAsync(server);
            Assert.That(await client.AskAsync("ECHO x"), Is.EqualTo("x"));
        }

        await stop.CancelAsync();
        await enumerating;
        Assert.That(await stayer.AskAsync("ECHO stayed"), Is.EqualTo("stayed"));
    }
}
