using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class SetupTests : EngineFixture
{
    [Test]
    public void The_set_up_hook_finds_everything_in_place()
    {
        ScriptedServer server = Own(new ScriptedServer());
        ServerConfig given = Config(c => c.TextEncoding = "utf-8");
        server.WhenSetUp = (root, config) =>
        {
            Assert.That(server.Logger, Is.Not.Null);
            Assert.That(server.LogFactory, Is.SameAs(Logs));
            Assert.That(server.Name, Is.EqualTo("Test"));
            Assert.That(root, Is.Not.Null);
            Assert.That(config, Is.SameAs(given));
            Assert.That(server.Config.Name, Is.EqualTo("Test"));
            Assert.That(server.TextEncoding, Is.EqualTo(Encoding.UTF8));
            Assert.That(server.Listeners, Has.Length.EqualTo(1));
            return true;
        };

        Assert.That(server.Setup(given, logFactory: Logs), Is.True);
    }

    [Test]
    public void The_hooks_of_a_life_run_in_their_order()
    {
        var events = new List<string>();
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenSetUp = (_, _) =>
            {
                events.Add("Setup");
                return true;
            };
            s.WhenStartup = () => events.Add("OnStartup");
            s.WhenStarted = () => events.Add("OnStarted");
            s.WhenStopped = () => events.Add("OnStopped");
        });
        server.Stop();

        Assert.That(events, Is.EqualTo(new[] { "Setup", "OnStartup", "OnStarted", "OnStopped" }));
    }

    [Test]
    public async Task OnStopped_runs_before_the_sessions_are_closed()
    {
        int sessions = -1;
        bool connected = false;
        ScriptedServer server = StartScripted();
        server.WhenStopped = () =>
        {
            sessions = server.SessionCount;
            connected = server.GetAllSessions().All(session => session.Connected);
        };
        await ConnectAsync(server);
        await server.SessionAsync();

        server.Stop();

        Assert.That(sessions, Is.EqualTo(1));
        Assert.That(connected, Is.True);
        Assert.That(server.Closings.Select(closing => closing.Reason), Is.EqualTo(new[] { CloseReason.ServerShutdown }));
    }

    [Test]
    public void An_exception_in_OnStarted_is_logged_and_the_server_runs()
    {
        Logs.ExpectError("a bad start");

        ScriptedServer server = StartScripted(s => s.WhenStarted = () => throw new InvalidOperationException("a bad start"));

        Assert.That(server.State, Is.EqualTo(ServerState.Running));
    }

    [Test]
    public void An_exception_in_OnStopped_is_logged_and_the_sessions_are_closed_all_the_same()
    {
        Logs.ExpectError("a bad end");
        ScriptedServer server = StartScripted(s => s.WhenStopped = () => throw new InvalidOperationException("a bad end"));

        server.Stop();

        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
    }

    [Test]
    public void A_server_without_a_name_is_called_after_its_class_and_a_number()
    {
        ScriptedServer first = Own(new ScriptedServer());
        ScriptedServer second = Own(new ScriptedServer());
        first.Setup(Config(c => c.Name = null!), logFactory: Logs);
        second.Setup(Config(c => c.Name = string.Empty), logFactory: Logs);

        Assert.That(first.Name, Does.Match(@"^ScriptedServer-\d+$"));
        Assert.That(second.Name, Does.Match(@"^ScriptedServer-\d+$").And.Not.EqualTo(first.Name));
    }

    [Test]
    public void The_logger_has_the_name_of_the_server()
    {
        StartScripted(change: c => c.Name = "Lobby");

        Assert.That(Logs.Lines.Select(line => line.Logger), Has.Some.EqualTo("Lobby"));
    }

    [Test]
    public void Missing_configurations_throw()
    {
        using var server = new ScriptedServer();

        Assert.That(() => server.Setup((IServerConfig)null!, logFactory: Logs), Throws.ArgumentNullException);
        Assert.That(() => server.Setup(null!, Config(), logFactory: Logs), Throws.ArgumentNullException);
    }

    [Test]
    public void An_unknown_text_encoding_throws()
    {
        using var server = new ScriptedServer();

        Assert.That(() => server.Setup(Config(c => c.TextEncoding = "klingon"), logFactory: Logs), Throws.ArgumentException);
    }

    [Test]
    public void A_code_page_is_known_as_text_encoding()
    {
        ScriptedServer server = StartScripted(change: c => c.TextEncoding = "gb2312");

        Assert.That(server.TextEncoding.CodePage, Is.EqualTo(936));
    }

    [Test]
    public void With_two_arguments_a_caller_outside_means_the_real_set_up()
    {
        ScriptedServer server = Own(new ScriptedServer());

        Assert.That(server.Setup(new RootConfig(), Config()), Is.True);

        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
    }

    [Test]
    public void With_two_arguments_a_subclass_means_the_hook_and_sets_nothing_up()
    {
        using var server = new TrappedServer();

        Assert.That(server.SetMeUp(Config()), Is.True);

        Assert.That(server.State, Is.EqualTo(ServerState.NotInitialized));
        Assert.That(() => server.Start(), Throws.Exception.With.Message.Contains("call Setup first"));
    }

    [Test]
    public void A_server_with_requests_of_its_own_needs_a_receive_filter_factory()
    {
        Logs.ExpectError("has no receive filter factory");
        using var server = new BinaryServer(null);

        Assert.That(server.Setup(Config(), logFactory: Logs), Is.False);
    }

    [Test]
    public async Task The_hook_may_choose_the_protocol()
    {
        ChoosingServer server = Start<ChoosingServer, ScriptedSession, StringRequestInfo>(new ChoosingServer(), null, null);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO semicolon;");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("semicolon"));
    }

    [Test]
    public async Task A_factory_given_to_set_up_replaces_that_of_the_constructor()
    {
        ScriptedServer server = Start<ScriptedServer, ScriptedSession, StringRequestInfo>(
            new ScriptedServer(new TerminatorReceiveFilterFactory("#")), null, new TerminatorReceiveFilterFactory(";"));
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO a#b;");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("a#b"));
    }

    private sealed class TrappedServer : ScriptedServer
    {
        public bool SetMeUp(ServerConfig config) => Setup(new RootConfig(), config);
    }

    private sealed class ChoosingServer : ScriptedServer
    {
        protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        {
            ReceiveFilterFactory = new TerminatorReceiveFilterFactory(";");
            return true;
        }
    }
}
