using System.Collections.Specialized;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Servers that are added and removed while others run.</summary>
public class DynamicTests : BootstrapFixture
{
    private static readonly string Section = $"""
        <superSocket>
          <servers><server name="first" serverTypeName="run" journal="on">{AnyPort}</server></servers>
          <serverTypes><add name="run" type="{TypeName(typeof(RunServer))}"/></serverTypes>
          <chat limit="3"/>
        </superSocket>
        """;

    [Test]
    public async Task A_server_is_added_started_used_stopped_and_removed()
    {
        var bootstrap = Start(Section);
        Assert.That(((IDynamicBootstrap)bootstrap).Add(Config("second")), bootstrap.LastError);
        IAppServer added = Server(bootstrap, "second");
        Assert.That(added.State, Is.EqualTo(ServerState.NotStarted));
        Assert.That(added.Start());
        Assert.That(added.Config.Options!["colour"], Is.EqualTo("blue"));
        using var client = await Connect(bootstrap, "second");
        Assert.That(await client.AskAsync("Echo hello"), Is.EqualTo("hello"));
        Assert.That(() => bootstrap.Remove("second"), Throws.Exception.With.Message.Contains("Running"));

        added.Stop();
        bootstrap.Remove("SECOND");
        Assert.That(bootstrap.GetServerByName("second"), Is.Null);
        Assert.That(() => bootstrap.Remove("second"), Throws.Exception);
        Assert.That(Server(bootstrap, "first").State, Is.EqualTo(ServerState.Running));
    }

    [Test]
    public void An_added_server_stops_and_starts_with_the_others()
    {
        var bootstrap = Start(Section);
        Assert.That(bootstrap.AddAndStart(Config("second")), bootstrap.LastError);
        bootstrap.Stop();
        Assert.That(Server(bootstrap, "second").State, Is.EqualTo(ServerState.NotStarted));
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        Assert.That(Server(bootstrap, "second").State, Is.EqualTo(ServerState.Running));
    }

    [Test]
    public void The_file_has_what_was_added_and_keeps_the_rest()
    {
        var bootstrap = Start(Section);
        Assert.That(bootstrap.AddAndStart(Config("second")), bootstrap.LastError);
        SocketServiceConfig saved = Saved();
        Assert.That(saved.Servers.Select<IServerConfig, string>(server => server.Name), Is.EqualTo(new[] { "first", "second" }));
        Assert.That(saved.Servers[0].Options["journal"], Is.EqualTo("on"));
        Assert.That(saved.Servers[1].Options["colour"], Is.EqualTo("blue"));
        Assert.That(saved.OptionElements["chat"], Is.Not.Null);

        Server(bootstrap, "first").Stop();
        bootstrap.Remove("first");
        Assert.That(Saved().Servers.Single<IServerConfig>().Name, Is.EqualTo("second"));
        using var again = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(File);
        Assert.That(again.Initialize(Logs), again.LastError);
    }

    [Test]
    public void A_read_only_file_is_only_a_warning()
    {
        var bootstrap = Start(Section);
        System.IO.File.SetAttributes(File, FileAttributes.ReadOnly);
        string before = System.IO.File.ReadAllText(File);
        Assert.That(bootstrap.AddAndStart(Config("second")), bootstrap.LastError);
        Assert.That(System.IO.File.ReadAllText(File), Is.EqualTo(before));
        Assert.That(Logs.Messages(LogLevel.Warn).Single(), Does.Contain("could not be written with the server 'second'"));
        System.IO.File.SetAttributes(File, FileAttributes.Normal);
    }

    [Test]
    public void A_name_that_is_taken_is_refused_with_a_reason()
    {
        var bootstrap = Start(Section);
        Assert.That(bootstrap.AddAndStart(Config("FIRST")), Is.False);
        Assert.That(bootstrap.LastError, Does.Contain("'FIRST'"));
        Assert.That(ErrorOutput.ToString(), Does.Contain("'FIRST'"));
        Assert.That(TakeErrors(), Has.Length.EqualTo(1));
        Assert.That(bootstrap.AppServers.Count(), Is.EqualTo(1));
    }

    [Test]
    public void A_server_that_cannot_be_set_up_or_started_is_not_added()
    {
        var bootstrap = Start(Section);
        ServerConfig config = Config("second");
        config.Options!["fail"] = "no";
        Assert.That(bootstrap.Add(config), Is.False);
        Assert.That(bootstrap.LastError, Is.EqualTo("no"));

        config = Config("second");
        config.Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = Server(bootstrap, "first").Listeners[0].EndPoint.Port }];
        Assert.That(bootstrap.AddAndStart(config), Is.False);
        Assert.That(bootstrap.LastError, Does.Contain("in use"));
        TakeErrors();
        Assert.That(bootstrap.GetServerByName("second"), Is.Null);
        Assert.That(Saved().Servers, Has.Count.EqualTo(1));
        Assert.That(bootstrap.AddAndStart(Config("second")), "the name is free");
    }

    [Test]
    public void Nothing_is_added_before_the_bootstrap_is_initialised()
    {
        var bootstrap = Create(Section);
        Assert.That(() => bootstrap.Add(Config("second")), Throws.Exception.With.Message.Contains("Initialize"));
    }

    [Test]
    public async Task Servers_are_added_to_a_bootstrap_that_was_made_in_code()
    {
        var first = new RunServer();
        Assert.That(first.Setup(new RootConfig(), Config("first"), logFactory: Logs));
        using var bootstrap = new DefaultBootstrap(new RootConfig(), [first], Logs);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        ServerConfig config = Config("second");
        config.ServerTypeName = null;
        config.ServerType = TypeName(typeof(RunServer));
        Assert.That(bootstrap.AddAndStart(config), bootstrap.LastError);
        using var client = await Connect(bootstrap, "second");
        Assert.That(await client.AskAsync("Echo hello"), Is.EqualTo("hello"));
    }

    private static ServerConfig Config(string name) => new()
    {
        Name = name,
        ServerTypeName = "run",
        Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }],
        Options = new NameValueCollection { ["colour"] = "blue" },
    };

    private SocketServiceConfig Saved() => (SocketServiceConfig)Open().GetSection("superSocket");
}
