using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ListenerErrorTests : EngineFixture
{
    private static readonly ListenerConfig[] OneListener = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }];

    public static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("port and listeners", "exclude each other", new ServerConfig { Port = 2012, Listeners = OneListener });
        yield return Case("ip without port", "ip needs the attribute port", new ServerConfig { Ip = "127.0.0.1" });
        yield return Case("nothing", "no listener", new ServerConfig());
        yield return Case("no listeners in the list", "no listener", new ServerConfig { Listeners = [] });
        yield return Case("an ip that is none", "ip=\"nowhere\"", new ServerConfig { Ip = "nowhere", Port = 2012 });
        yield return Case("a listener's ip that is none", "ip=\"1.2.3\\", new ServerConfig { Listeners = [new ListenerConfig { Ip = "1.2.3\\4", Port = 0 }] });
        yield return Case("a listener twice", "0.0.0.0:2012 twice", new ServerConfig { Listeners = [new ListenerConfig { Ip = "Any", Port = 2012 }, new ListenerConfig { Port = 2012 }] });
        yield return Case("a port too high", "port=\"65536\"", new ServerConfig { Port = 65536 });
        yield return Case("a negative port", "port=\"-1\"", new ServerConfig { Port = -1 });
        yield return Case("an unknown protocol", "security=\"Rot13\"", new ServerConfig { Listeners = OneListener, Security = "Rot13" });
        yield return Case("a listener's unknown protocol", "security=\"Rot13\"", new ServerConfig { Listeners = [new ListenerConfig { Ip = "Any", Security = "Rot13" }] });
    }

    [TestCaseSource(nameof(Refused))]
    public void Set_up_fails_and_says_why(string error, ServerConfig config)
    {
        Logs.ExpectError(error);
        ScriptedServer server = Own(new ScriptedServer());

        Assert.That(server.Setup(config, logFactory: Logs), Is.False);

        Assert.That(server.State, Is.EqualTo(ServerState.Initializing));
    }

    [TestCase("", "0.0.0.0")]
    [TestCase("Any", "0.0.0.0")]
    [TestCase("aNY", "0.0.0.0")]
    [TestCase("IPv6Any", "::")]
    [TestCase("ipv6any", "::")]
    [TestCase("127.0.0.1", "127.0.0.1")]
    [TestCase("::1", "::1")]
    public void An_address_is_understood(string ip, string address)
    {
        ScriptedServer server = Own(new ScriptedServer());

        Assert.That(server.Setup(ip, 2012, logFactory: Logs), Is.True);

        Assert.That(server.Listeners.Single().EndPoint.Address.ToString(), Is.EqualTo(address));
        Assert.That(server.Listeners.Single().EndPoint.Port, Is.EqualTo(2012));
    }

    [Test]
    public void A_port_alone_means_every_address()
    {
        using var server = new AppServer();

        Assert.That(server.Setup(2012), Is.True);

        Assert.That(server.Listeners.Single().EndPoint.ToString(), Is.EqualTo("0.0.0.0:2012"));
    }

    [Test]
    public void The_backlog_comes_from_the_listener_or_the_server()
    {
        ScriptedServer one = Own(new ScriptedServer());
        ScriptedServer two = Own(new ScriptedServer());
        one.Setup(new ServerConfig { Ip = "127.0.0.1", Port = 2012, ListenBacklog = 17 }, logFactory: Logs);
        two.Setup(new ServerConfig { Listeners = [new ListenerConfig { Ip = "127.0.0.1", Backlog = 18 }] }, logFactory: Logs);

        Assert.That(one.Listeners.Single().BackLog, Is.EqualTo(17));
        Assert.That(two.Listeners.Single().BackLog, Is.EqualTo(18));
    }

    private static TestCaseData Case(string name, string error, ServerConfig config)
        => new TestCaseData(error, config).SetArgDisplayNames(name);
}
