using System.Globalization;
using System.Net;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class BootstrapTests : BootstrapFixture
{
    [Test]
    public async Task Servers_by_type_and_by_type_name_are_the_objects_that_serve()
    {
        DefaultBootstrap bootstrap = Create(
            Server("Direct") + $"""<server name="Named" serverTypeName="SCRIPTED" serverType="ignored">{Listener}</server>""",
            $"""<serverTypes><add name="scripted" type="{Scripted}"/></serverTypes>""");

        Assert.That(bootstrap.Initialize(Logs), Is.True);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));

        foreach (string name in new[] { "direct", "NAMED" })
        {
            TestClient client = await ConnectAsync(ServerOf(bootstrap, name));
            Assert.That(await client.AskAsync("ECHO " + name), Is.EqualTo(name));
        }

        Assert.That(bootstrap.LastError, Is.Empty);
        Assert.That(ErrorOutput.ToString(), Is.Empty);
    }

    [Test]
    public async Task A_bootstrap_starts_again_after_each_of_three_stops()
    {
        DefaultBootstrap bootstrap = Create(Server("A"));
        bootstrap.Initialize(Logs);
        ScriptedServer server = ServerOf(bootstrap, "A");
        for (int round = 0; round < 3; round++)
        {
            Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
            Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
            Assert.That(server.State, Is.EqualTo(ServerState.Running));
            using TestClient client = await ConnectAsync(server);
            Assert.That(await client.AskAsync("ECHO x"), Is.EqualTo("x"));
            client.Dispose();

            bootstrap.Stop();
        }

        Assert.That(server.State, Is.EqualTo(ServerState.NotStarted));
    }

    [Test]
    public void Initializing_twice_throws()
    {
        DefaultBootstrap bootstrap = Create(Server("A"));
        bootstrap.Initialize(Logs);

        Assert.That(() => bootstrap.Initialize(Logs), Throws.Exception);
    }

    [Test]
    public void Starting_before_initializing_fails_with_the_reason()
    {
        DefaultBootstrap bootstrap = Create(Server("A"));

        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Failed));

        Assert.That(bootstrap.LastError, Does.Contain("call Initialize"));
        Assert.That(ErrorOutput.ToString(), Does.Contain("call Initialize"));
    }

    [Test]
    public void Without_servers_nothing_starts()
    {
        DefaultBootstrap bootstrap = Create(string.Empty);

        Assert.That(bootstrap.Initialize(Logs), Is.True);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.None));
        bootstrap.Stop();
    }

    [Test]
    public void A_server_that_cannot_start_does_not_stop_the_others()
    {
        ScriptedServer busy = StartScripted();
        int port = busy.Listeners[0].EndPoint.Port;
        Logs.ExpectError($":{port}");
        string taken = Server("Bad", $"ip=\"127.0.0.1\" port=\"{port}\"", string.Empty);

        DefaultBootstrap some = Create(taken + Server("Good"));
        some.Initialize(Logs);
        Assert.That(some.Start(), Is.EqualTo(StartResult.PartialSuccess));
        Assert.That(ServerOf(some, "Good").State, Is.EqualTo(ServerState.Running));
        Assert.That(some.LastError, Does.Contain($":{port}"));
        Assert.That(ErrorOutput.ToString(), Does.Contain($":{port}"));

        DefaultBootstrap none = Create(taken);
        none.Initialize(Logs);
        Assert.That(none.Start(), Is.EqualTo(StartResult.Failed));
    }

    [Test]
    public void A_server_that_runs_already_counts_as_failed()
    {
        Logs.ExpectError("its state is Running");
        DefaultBootstrap bootstrap = Create(Server("A"));
        bootstrap.Initialize(Logs);
        bootstrap.Start();

        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Failed));
        Assert.That(ServerOf(bootstrap, "A").State, Is.EqualTo(ServerState.Running));
    }

    [TestCase("2", "1", "1", "B C A", "A C B")]
    [TestCase("0", "0", "0", "A B C", "A B C")]
    [TestCase("0", "0", "-1", "C A B", "B A C")]
    public void Servers_start_in_their_order_and_stop_in_reverse_if_they_have_one(string a, string b, string c, string starts, string stops)
    {
        var events = new List<string>();
        DefaultBootstrap bootstrap = Create(
            Server("A", $"startupOrder=\"{a}\"") + Server("B", $"startupOrder=\"{b}\"") + Server("C", $"startupOrder=\"{c}\""));
        bootstrap.Initialize(Logs);
        foreach (ScriptedServer server in bootstrap.AppServers.Cast<ScriptedServer>())
        {
            server.WhenStarted = () => events.Add(server.Name);
            server.WhenStopped = () => events.Add(server.Name);
        }

        bootstrap.Start();
        Assert.That(string.Join(' ', events), Is.EqualTo(starts));
        events.Clear();
        bootstrap.Stop();
        Assert.That(string.Join(' ', events), Is.EqualTo(stops));
    }

    [Test]
    public void A_disabled_server_is_left_out_with_a_line_in_the_log()
    {
        DefaultBootstrap bootstrap = Create(Server("On") + """<server name="Off" disabled="true" serverType="Not.Even, Looked.At"/>""");

        Assert.That(bootstrap.Initialize(Logs), Is.True);

        Assert.That(bootstrap.AppServers.Select(server => server.Name), Is.EqualTo(new[] { "On" }));
        Assert.That(Logs.Has(LogLevel.Info, "Off"), Is.True);
    }

    [Test]
    public void A_resolver_may_replace_every_configuration()
    {
        DefaultBootstrap bootstrap = Create(Server("A", "maxConnectionNumber=\"3\"") + Server("B"));

        bool done = bootstrap.Initialize(config => new ServerConfig(config) { MaxConnectionNumber = config.MaxConnectionNumber + 1 }, Logs);

        Assert.That(done, Is.True);
        Assert.That(bootstrap.AppServers.Select(server => server.Config.MaxConnectionNumber), Is.EqualTo(new[] { 4, 101 }));
    }

    [Test]
    public void End_points_are_replaced_by_server_name_and_port()
    {
        DefaultBootstrap bootstrap = Create(
            Server("A", "ip=\"Any\" port=\"2012\"", string.Empty)
            + Server("B", children: """<listeners><add ip="Any" port="2013"/><add ip="Any" port="2014"/></listeners>"""));

        Assert.That(
            bootstrap.Initialize(new Dictionary<string, IPEndPoint>
            {
                ["A_2012"] = new(IPAddress.Loopback, 3012),
                ["B_2013"] = new(IPAddress.Loopback, 3013),
                ["B_2014"] = new(IPAddress.IPv6Loopback, 3014),
            }),
            Is.True);

        Assert.That(
            bootstrap.AppServers.SelectMany(server => ServerOf(bootstrap, server.Name).Listeners).Select(listener => listener.EndPoint.ToString()),
            Is.EqualTo(new[] { "127.0.0.1:3012", "127.0.0.1:3013", "[::1]:3014" }));
    }

    [Test]
    public void An_end_point_without_replacement_fails_and_names_the_key()
    {
        DefaultBootstrap bootstrap = Create(Server("A", "ip=\"Any\" port=\"2012\"", string.Empty));

        Assert.That(bootstrap.Initialize(new Dictionary<string, IPEndPoint>()), Is.False);

        Assert.That(bootstrap.LastError, Does.Contain("A_2012"));
    }

    [Test]
    public void A_server_is_found_by_its_name_only()
    {
        DefaultBootstrap bootstrap = Create(Server("Lobby"));
        bootstrap.Initialize(Logs);

        Assert.That(bootstrap.GetServerByName("lOBBY"), Is.SameAs(bootstrap.AppServers.Single()));
        Assert.That(bootstrap.GetServerByName("Attic"), Is.Null);
        Assert.That(() => bootstrap.GetServerByName(string.Empty), Throws.ArgumentNullException);
        Assert.That(() => bootstrap.GetServerByName(null!), Throws.ArgumentNullException);
    }

    [Test]
    public void Servers_made_in_code_are_started_and_stopped_together()
    {
        ScriptedServer[] servers = [Own(new ScriptedServer()), Own(new ScriptedServer())];
        foreach (ScriptedServer server in servers)
            server.Setup(Config(), logFactory: Logs);
        using var bootstrap = new DefaultBootstrap(new RootConfig(), servers, Logs);

        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        Assert.That(servers.Select(server => server.State), Is.All.EqualTo(ServerState.Running));
        bootstrap.Stop();
        Assert.That(servers.Select(server => server.State), Is.All.EqualTo(ServerState.NotStarted));
        Assert.That(bootstrap.AppServers, Is.EqualTo(servers));
    }

    [Test]
    public void The_file_and_the_root_are_known()
    {
        DefaultBootstrap bootstrap = Create(Server("A"), attributes: "maxWorkingThreads=\"-1\"");

        Assert.That(File.Exists(bootstrap.StartupConfigFile), Is.True);
        Assert.That(bootstrap.BaseDirectory, Is.EqualTo(AppContext.BaseDirectory));
        Assert.That(bootstrap.Config.Isolation, Is.EqualTo(IsolationMode.None));
    }

    [Test]
    public void The_configuration_of_a_server_is_a_plain_copy()
    {
        DefaultBootstrap bootstrap = Create(Server("A", "maxRequestLength=\"77\" color=\"red\""));
        bootstrap.Initialize(Logs);
        IServerConfig config = bootstrap.AppServers.Single().Config;

        Assert.That(config, Is.TypeOf<ServerConfig>());
        Assert.That(config.MaxRequestLength, Is.EqualTo(77));
        Assert.That(config.Options!["color"], Is.EqualTo("red"));
        Assert.That(config.Listeners!.Single(), Is.TypeOf<ListenerConfig>());
    }

    [Test]
    [NonParallelizable]
    public void The_default_culture_becomes_that_of_new_threads()
    {
        CultureInfo? before = CultureInfo.DefaultThreadCurrentCulture;
        try
        {
            Create(Server("A"), attributes: "defaultCulture=\"de-DE\"");
            Assert.That(CultureInfo.DefaultThreadCurrentCulture?.Name, Is.EqualTo("de-DE"));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }
}
