using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ServerStateTests : EngineFixture
{
    [Test]
    public void A_server_goes_through_its_states_in_order()
    {
        ScriptedServer server = Own(new ScriptedServer());
        var states = new List<ServerState> { server.State };
        server.WhenSetUp = (_, _) => Note();
        server.WhenStarted = () => Note();
        server.WhenStopped = () => Note();

        server.Setup(Config(), logFactory: Logs);
        Note();
        server.Start();
        server.Stop();
        Note();

        Assert.That(states, Is.EqualTo(new[]
        {
            ServerState.NotInitialized, ServerState.Initializing, ServerState.NotStarted,
            ServerState.Running, ServerState.NotStarted, ServerState.NotStarted,
        }));

        bool Note()
        {
            states.Add(server.State);
            return true;
        }
    }

    [Test]
    public void A_second_set_up_throws()
    {
        ScriptedServer server = Own(new ScriptedServer());
        server.Setup(Config(), logFactory: Logs);

        Assert.That(() => server.Setup(Config(), logFactory: Logs), Throws.Exception);
        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
    }

    [Test]
    public void A_failed_set_up_stays_initializing_and_cannot_be_repeated()
    {
        Logs.ExpectError("refused the configuration");
        ScriptedServer server = Own(new ScriptedServer { WhenSetUp = (_, _) => false });

        Assert.That(server.Setup(Config(), logFactory: Logs), Is.False);

        Assert.That(server.State, Is.EqualTo(ServerState.Initializing));
        Assert.That(() => server.Setup(Config(), logFactory: Logs), Throws.Exception);
        Assert.That(() => server.Start(), Throws.Exception);
    }

    [Test]
    public void Starting_a_server_that_was_never_set_up_throws()
    {
        using var server = new ScriptedServer();

        Assert.That(() => server.Start(), Throws.Exception.With.Message.Contains("set up"));
    }

    [Test]
    public async Task A_second_start_is_refused_and_changes_nothing()
    {
        Logs.ExpectError("cannot be started: its state is Running");
        ScriptedServer server = StartScripted();

        Assert.That(server.Start(), Is.False);

        Assert.That(server.State, Is.EqualTo(ServerState.Running));
        TestClient client = await ConnectAsync(server);
        Assert.That(await client.AskAsync("ECHO still here"), Is.EqualTo("still here"));
    }

    [Test]
    public void Stopping_a_server_that_does_not_run_does_nothing()
    {
        ScriptedServer server = Own(new ScriptedServer { WhenStopped = () => Assert.Fail("OnStopped ran.") });
        server.Stop();
        server.Setup(Config(), logFactory: Logs);

        server.Stop();

        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
    }

    [Test]
    public async Task A_server_serves_again_after_each_of_three_restarts()
    {
        ScriptedServer server = StartScripted();
        for (int round = 0; round < 3; round++)
        {
            if (round > 0)
                Assert.That(server.Start(), Is.True);
            TestClient client = await ConnectAsync(server);
            Assert.That(await client.AskAsync($"ECHO round {round}"), Is.EqualTo($"round {round}"));

            server.Stop();

            Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
            Assert.That(server.SessionCount, Is.Zero);
            Assert.That(await client.ReadLineAsync(), Is.Null);
            Assert.That(async () => await TestClient.ConnectAsync(server.Listeners[0].EndPoint), Throws.InstanceOf<SocketException>());
        }
    }

    [Test]
    public async Task A_port_in_use_is_an_error_that_names_it_and_the_server_can_start_later()
    {
        ScriptedServer first = StartScripted();
        int port = first.Listeners[0].EndPoint.Port;
        Logs.ExpectError($":{port}");
        ScriptedServer second = Own(new ScriptedServer());
        second.Setup(Config(c => c.Listeners = Local(0, port)), logFactory: Logs);

        Assert.That(second.Start(), Is.False);

        Assert.That(second.State, Is.EqualTo(ServerState.NotStarted));
        int freed = second.Listeners[0].EndPoint.Port;
        if (freed != 0)
            Assert.That(async () => await TestClient.ConnectAsync(second.Listeners[0].EndPoint), Throws.InstanceOf<SocketException>(), "The other listener is still open.");
        first.Stop();
        Assert.That(second.Start(), Is.True);
        TestClient client = await ConnectAsync(second);
        Assert.That(await client.AskAsync("ECHO here now"), Is.EqualTo("here now"));
    }

    [Test]
    public async Task Both_listeners_of_a_server_serve()
    {
        ScriptedServer server = StartScripted(change: c => c.Listeners = Local(0, 0));
        foreach (ListenerInfo listener in server.Listeners)
        {
            TestClient client = Own(await TestClient.ConnectAsync(listener.EndPoint));
            Assert.That(await client.AskAsync("ECHO both"), Is.EqualTo("both"));
        }

        Assert.That(server.SessionCount, Is.EqualTo(2));
    }

    [Test]
    public void Starting_sets_the_started_time_and_writes_one_line()
    {
        DateTime before = DateTime.Now;
        ScriptedServer server = StartScripted();

        Assert.That(server.StartedTime, Is.InRange(before, DateTime.Now));
        Assert.That(Logs.Count(LogLevel.Info, "started"), Is.EqualTo(1));
    }

    [Test]
    public void Disposing_stops_a_running_server()
    {
        ScriptedServer server = StartScripted();

        server.Dispose();

        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
    }

    private static ListenerConfig[] Local(params int[] ports) => [.. ports.Select(port => new ListenerConfig { Ip = "127.0.0.1", Port = port })];
}
