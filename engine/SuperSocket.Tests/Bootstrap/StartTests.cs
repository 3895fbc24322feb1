using System.Globalization;
using System.Net;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Configuration;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Servers of a file: set up, started, stopped.</summary>
public class StartTests : BootstrapFixture
{
    private static readonly string Type = TypeName(typeof(RunServer));

    [Test]
    public async Task A_bootstrap_starts_stops_and_starts_again()
    {
        var bootstrap = Initialize($"<superSocket><servers><server name='s' serverType='{Type}'>{AnyPort}</server></servers></superSocket>");
        for (int round = 0; round < 3; round++)
        {
            Assert.That(Server(bootstrap, "s").State, Is.EqualTo(ServerState.NotStarted));
            Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
            Assert.That(Server(bootstrap, "S").State, Is.EqualTo(ServerState.Running), "names have no case");
            using var client = await Connect(bootstrap, "s");
            Assert.That(await client.AskAsync("Echo round"), Is.EqualTo("round"));
            bootstrap.Stop();
        }
    }

    [Test]
    public async Task A_server_has_two_listeners()
    {
        var bootstrap = Start($"""
            <superSocket><servers><server name="s" serverType="{Type}">
              <listeners><add ip="127.0.0.1" port="0"/><add ip="Any" port="0" backlog="10"/></listeners>
            </server></servers></superSocket>
            """);
        using var first = await Connect(bootstrap, "s");
        using var second = await Connect(bootstrap, "s", listener: 1);
        Assert.That((await first.AskAsync("Echo 1"), await second.AskAsync("Echo 2")), Is.EqualTo(("1", "2")));
        Assert.That(Server(bootstrap, "s").SessionCount, Is.EqualTo(2));
    }

    [Test]
    public void Servers_start_in_their_order_and_stop_in_the_opposite_one()
    {
        var bootstrap = Start($"""
            <superSocket><servers>
              <server name="last" startupOrder="2" serverType="{Type}">{AnyPort}</server>
              <server name="second" startupOrder="1" serverType="{Type}">{AnyPort}</server>
              <server name="first" startupOrder="-1" serverType="{Type}">{AnyPort}</server>
              <server name="third" startupOrder="1" serverType="{Type}">{AnyPort}</server>
            </servers></superSocket>
            """);
        string[] order = ["first", "second", "third", "last"];
        Assert.That(bootstrap.AppServers.Select(server => server.Name), Is.EqualTo(order));
        Assert.That(Moments("started"), Is.EqualTo(order));
        bootstrap.Stop();
        Assert.That(Moments("stopped"), Is.EqualTo(order.Reverse()));

        IEnumerable<string> Moments(string what) => Logs.Messages(LogLevel.Info)
            .Where(line => line.EndsWith($"has been {what}.", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[3]);
    }

    [Test]
    public void A_disabled_server_is_left_out()
    {
        var bootstrap = Start($"""
            <superSocket><servers>
              <server name="on" serverType="{Type}">{AnyPort}</server>
              <server name="off" serverType="{Type}" disabled="true">{AnyPort}</server>
              <server name="broken" serverType="Nowhere" disabled="true"/>
            </servers></superSocket>
            """);
        Assert.That(bootstrap.AppServers.Select(server => server.Name), Is.EqualTo(new[] { "on" }));
        Assert.That(Logs.Messages(LogLevel.Info, "DefaultBootstrap"), Does.Contain("The server off is disabled."));
    }

    [Test]
    public void The_results_of_a_start_tell_how_many_servers_run()
    {
        var none = Initialize("<superSocket/>");
        Assert.That(none.Start(), Is.EqualTo(StartResult.None));

        var bootstrap = Initialize($"""
            <superSocket><servers>
              <server name="a" serverType="{Type}">{AnyPort}</server>
              <server name="b" serverType="{Type}">{AnyPort}</server>
            </servers></superSocket>
            """);
        Assert.That(Server(bootstrap, "a").Start(), Is.True);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.PartialSuccess), "one runs already");
        Assert.That(bootstrap.LastError, Does.Contain("server a "));
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Failed), "all run already");
        TakeErrors();
    }

    [Test]
    public void A_start_without_set_up_fails_with_a_reason()
    {
        var bootstrap = Create("<superSocket/>");
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Failed));
        Assert.That(bootstrap.LastError, Does.Contain("Initialize"));
    }

    [Test]
    public void A_second_set_up_throws()
    {
        var bootstrap = Initialize($"<superSocket><servers><server name='s' serverType='{Type}'>{AnyPort}</server></servers></superSocket>");
        Assert.That(bootstrap.Initialize, Throws.Exception);
    }

    [Test]
    public void Set_up_stops_at_the_first_server_that_fails_and_tells_its_reason()
    {
        Assert.That(
            Refusal($"""
                <superSocket><servers>
                  <server name="a" serverType="{Type}">{AnyPort}</server>
                  <server name="b" serverType="{Type}" fail="the cellar is flooded">{AnyPort}</server>
                  <server name="c" serverType="{Type}" fail="nobody asks">{AnyPort}</server>
                </servers></superSocket>
                """),
            Is.EqualTo("the cellar is flooded"));
    }

    [Test]
    public async Task End_points_are_replaced_by_server_name_and_port()
    {
        var bootstrap = Create($"""
            <superSocket><servers>
              <server name="a" serverType="{Type}"><listeners><add ip="Any" port="2012"/><add ip="Any" port="2013"/></listeners></server>
              <server name="b" serverType="{Type}" ip="Any" port="2012"/>
            </servers></superSocket>
            """);
        var replacement = new Dictionary<string, IPEndPoint>
        {
            ["a_2012"] = new(IPAddress.Loopback, 0),
            ["a_2013"] = new(IPAddress.Loopback, 0),
            ["b_2012"] = new(IPAddress.Loopback, 4567),
        };
        Assert.That(bootstrap.Initialize(replacement), bootstrap.LastError);
        Assert.That(Server(bootstrap, "b").Listeners.Single().EndPoint, Is.EqualTo(new IPEndPoint(IPAddress.Loopback, 4567)));
        Assert.That(Server(bootstrap, "a").Start());
        using var client = await Connect(bootstrap, "a", listener: 1);
        Assert.That(await client.AskAsync("Echo hello"), Is.EqualTo("hello"));
    }

    [Test]
    public void An_end_point_without_replacement_is_refused()
    {
        var bootstrap = Create($"<superSocket><servers><server name='a' serverType='{Type}' port='2012'/></servers></superSocket>");
        Assert.That(bootstrap.Initialize(new Dictionary<string, IPEndPoint>()), Is.False);
        Assert.That(bootstrap.LastError, Does.Contain("'a_2012'"));
    }

    [Test]
    public async Task A_resolver_changes_configurations()
    {
        var bootstrap = Create($"<superSocket><servers><server name='a' serverType='{Type}' port='2012'/></servers></superSocket>");
        Assert.That(
            bootstrap.Initialize(
                config => new ServerConfig(config)
                {
                    Port = 0,
                    Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }],
                    TextEncoding = "utf-8",
                },
                Logs),
            bootstrap.LastError);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        using var client = await Connect(bootstrap, "a");
        Assert.That(await client.AskAsync("Echo größer"), Is.EqualTo("größer"));
    }

    [TestCase("<rooms><room name='a' seats='1'/><room name='b'/></rooms>")]
    [TestCase("<rooms>\n  <room name='a'\n    seats='1'/>\n  <room name='b'/>\n</rooms>")]
    public void A_server_reads_its_child_elements(string rooms)
    {
        var bootstrap = Start($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}">{AnyPort}{rooms}<room name="one" seats="7"/></server></servers>
              <room name="root"/>
            </superSocket>
            """);
        IServerConfig config = Server(bootstrap, "s").Config;
        Assert.That(config.GetChildConfig<Room>("room")!.Seats, Is.EqualTo(7));
        Assert.That(config.GetChildConfig<RoomCollection>("rooms")!.Cast<Room>().Select(room => room.Name), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(config.GetChildConfig<Room>("absent"), Is.Null);
        Assert.That(bootstrap.Config.GetChildConfig<Room>("room")!.Name, Is.EqualTo("root"));
    }

    [Test]
    [NonParallelizable]
    public void The_root_culture_is_that_of_new_threads()
    {
        CultureInfo? before = CultureInfo.DefaultThreadCurrentCulture;
        try
        {
            Create("<superSocket defaultCulture='de-AT'/>");
            Assert.That(CultureInfo.DefaultThreadCurrentCulture?.Name, Is.EqualTo("de-AT"));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = before;
        }
    }
}
