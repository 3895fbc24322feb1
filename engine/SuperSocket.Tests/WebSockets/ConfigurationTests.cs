using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.WebSockets.Support;
using SuperSocket.WebSocket.Config;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.Tests.WebSockets;

/// <summary>WebSocket servers in a configuration file.</summary>
public class ConfigurationTests : WebSocketFixture
{
    private const string Here = "SuperSocket.Tests";

    public static IEnumerable<TestCaseData> Mistakes()
    {
        yield return Mistake("<protocol type=\"X.Y, Z\" />", "needs a name");
        yield return Mistake("<protocol name=\"a\" type=\"X.Y, Z\" />", "type=\"X.Y, Z\"");
        yield return Mistake(
            "<protocol name=\"a\"><commands><add assembly=\"Nowhere\" /></commands></protocol>",
            "'Nowhere' of the sub-protocol a could not be loaded");
        yield return Mistake(
            $"<protocol name=\"Basic\" /><protocol name=\"basic\" type=\"{typeof(NumberProtocol).FullName}, {Here}\" />",
            "two sub-protocols with the name 'basic'");
        yield return Mistake($"<protocol name=\"a\" type=\"{typeof(NumberProtocol).FullName}, {Here}\" />", "'a' could not be initialized");
    }

    [Test]
    public async Task The_three_forms_of_a_protocol_are_served_and_subscribing_before_the_start_is_possible()
    {
        using DefaultBootstrap bootstrap = Load(
            $"""
            <protocol><commands><add assembly="{Here}" /></commands></protocol>
            <protocol name="numbers" type="{typeof(NumberProtocol).FullName}, {Here}"><commands><add limit="5" /><add limit="7" /></commands></protocol>
            <protocol name="plain"><commands><add assembly="{Here}" /></commands></protocol>
            """);
        Assert.That(bootstrap.Initialize(Logs), Is.True);
        var server = (ScriptedWebSocketServer)((IBootstrap)bootstrap).AppServers.Single();
        server.NewDataReceived += (session, data) => session.Send("data " + data.Length);
        Assert.That(() => server.NewMessageReceived += (_, _) => { }, Throws.Exception);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));

        FrameClient basic = await OpenAsync(server);
        await basic.SendTextAsync("ECHO hi");
        await basic.ExpectTextAsync("hi");
        await basic.SendAsync(FrameClient.Frame(2, [1, 2]));
        await basic.ExpectTextAsync("data 2");
        FrameClient numbers = await OpenAsync(server, "Sec-WebSocket-Protocol: numbers");
        await numbers.SendTextAsync("anything");
        await numbers.ExpectTextAsync("5 7");
        FrameClient plain = await OpenAsync(server, "Sec-WebSocket-Protocol: plain");
        await plain.SendTextAsync("ECHO hi");
        await plain.ExpectTextAsync("hi");
        bootstrap.Stop();
    }

    [TestCaseSource(nameof(Mistakes))]
    public void A_wrong_protocol_fails_the_set_up_and_says_why(string protocols, string error)
    {
        Logs.ExpectError(error);
        Logs.ExpectError("");
        using DefaultBootstrap bootstrap = Load(protocols);
        Assert.That(bootstrap.Initialize(Logs), Is.False);
    }

    [Test]
    public void UDP_is_refused_and_command_assemblies_are_pointed_out()
    {
        Logs.ExpectError("mode=\"Udp\"");
        Assert.That(new ScriptedWebSocketServer().Setup(Config(config => config.Mode = SocketMode.Udp), logFactory: Logs), Is.False);
        ServerConfig loading = Config(config => config.CommandAssemblies = [new CommandAssemblyConfig { Assembly = Here }]);
        Assert.That(new ScriptedWebSocketServer().Setup(loading, logFactory: Logs), Is.True);
        Assert.That(Logs.Has(LogLevel.Warn, "<subProtocols>"), Is.True);
        BasicSubProtocol<ScriptedWebSocket> a = new("a"), same = new("A");
        Assert.That(() => new ScriptedWebSocketServer(a, same), Throws.ArgumentException);
    }

    [Test]
    public async Task Other_assemblies_of_commands_may_be_in_an_attribute()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config => WithOptions(config, ("commandAssembly", Here)));
        FrameClient client = await OpenAsync(server);
        await client.SendTextAsync("ECHO hi");
        await client.ExpectTextAsync("hi");
    }

    private static TestCaseData Mistake(string protocols, string error) => new TestCaseData(protocols, error).SetArgDisplayNames(error);

    private DefaultBootstrap Load(string protocols)
    {
        string file = Path.Combine(NewDirectory(), "web.config");
        File.WriteAllText(
            file,
            $"""
            <configuration>
              <configSections>
                <section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" />
              </configSections>
              <superSocket>
                <servers>
                  <server name="Web" serverType="{typeof(ScriptedWebSocketServer).FullName}, {Here}" openHandshakeTimeOut="15">
                    <listeners><add ip="127.0.0.1" port="0" /></listeners>
                    <subProtocols>{protocols}</subProtocols>
                  </server>
                </servers>
              </superSocket>
            </configuration>
            """);
        return (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(file);
    }

    /// <summary>Answers each message with what its configuration says.</summary>
    public class NumberProtocol(string name) : SubProtocolBase<ScriptedWebSocket>(name), ISubCommand<ScriptedWebSocket>
    {
        private string _numbers = "";

        string SuperSocket.SocketBase.Command.ICommand.Name => "any";

        public override bool Initialize(IAppServer appServer, SubProtocolConfig? protocolConfig, ILog logger)
        {
            List<string> limits = [];
            foreach (CommandConfig command in protocolConfig!.Commands)
                limits.Add(command.Options!["limit"]!);
            _numbers = string.Join(' ', limits);
            return limits.Count > 0;
        }

        public override bool TryGetCommand(string name, out ISubCommand<ScriptedWebSocket> command)
        {
            command = this;
            return true;
        }

        public void ExecuteCommand(ScriptedWebSocket session, SubRequestInfo requestInfo) => session.Send(_numbers);
    }
}
