using System.Configuration;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.Tests.Configuration;

public class SaveTests : ConfigFileFixture
{
    private const string Section = """
        <superSocket logFactory="l" xmlns="http://schema.supersocket.net/supersocket">
          <servers><server name="old" port="1" journal="on" serviceName="t"><room name="a" seats="3"/></server></servers>
          <services><add name="t" type="T, A"/></services>
          <chat limit="3"/>
        </superSocket>
        """;

    [Test]
    public void Adding_a_server_and_saving_loses_nothing()
    {
        var section = Read(Section);
        var server = new Server();
        server.LoadFrom(FullServer());
        section.Servers.AddNew(server);
        section.CurrentConfiguration.Save(ConfigurationSaveMode.Minimal);

        var saved = (SocketServiceConfig)Open().GetSection("superSocket");
        Assert.That(saved.Servers.Select<IServerConfig, string>(s => s.Name), Is.EqualTo(new[] { "old", "new" }));
        Assert.That(saved.LogFactory, Is.EqualTo("l"));
        Assert.That(saved.OptionElements["chat"], Does.Contain("limit"));
        Assert.That(saved.ServerTypes.Select(t => (t.Name, t.Type)), Is.EqualTo(new[] { ("t", "T, A") }));
        Assert.That(saved.Servers[0].Options["journal"], Is.EqualTo("on"));
        Assert.That(saved.Servers[0].ServerTypeName, Is.EqualTo("t"));
        Assert.That(saved.Servers[0].GetChildConfig<Room>("room")!.Seats, Is.EqualTo(3));
        AssertFull(saved.Servers[1]);
    }

    [Test]
    public void Removing_a_server_and_saving_keeps_the_others()
    {
        var section = Read("<superSocket><servers><server name='a' x='1'/><server name='b' y='2'/></servers></superSocket>");
        section.Servers.Remove("a");
        section.Servers.Remove("unknown");
        section.CurrentConfiguration.Save(ConfigurationSaveMode.Minimal);

        var saved = (SocketServiceConfig)Open().GetSection("superSocket");
        Assert.That(saved.Servers.Select<IServerConfig, string>(s => s.Name), Is.EqualTo(new[] { "b" }));
        Assert.That(saved.Servers[0].Options["y"], Is.EqualTo("2"));
    }

    [Test]
    public void A_server_element_takes_over_a_plain_configuration()
    {
        var server = new Server();
        server.LoadFrom(FullServer());
        AssertFull(server);
    }

    [Test]
    public void A_server_element_takes_over_every_plain_value()
    {
        var plain = new ServerConfig { Name = "s", ServerTypeName = "t", ServerType = "T, A", Ip = "Any", Port = 1, TextEncoding = "utf-8" };
        plain.DefaultCulture = plain.ReceiveFilterFactory = plain.ConnectionFilter = plain.CommandLoader = plain.LogFactory = "x";

        foreach (var property in typeof(ServerConfig).GetProperties())
        {
            if (property.PropertyType == typeof(int))
                property.SetValue(plain, (int)property.GetValue(plain)! + 1);
            else if (property.PropertyType == typeof(bool))
                property.SetValue(plain, !(bool)property.GetValue(plain)!);
        }

        var server = new Server();
        server.LoadFrom(plain);

        foreach (var property in typeof(IServerConfig).GetProperties().Where(p => p.PropertyType.IsValueType || p.PropertyType == typeof(string)))
            Assert.That(property.GetValue(server), Is.EqualTo(property.GetValue(plain)), property.Name);
    }

    [Test]
    public void A_duplicate_server_is_refused()
    {
        var section = Read(Section);
        var server = new Server();
        server.LoadFrom(new ServerConfig { Name = "old", Port = 9 });
        Assert.That(() => section.Servers.AddNew(server), Throws.TypeOf<ConfigurationErrorsException>());
    }

    [Test]
    public void An_element_knows_its_file_and_its_configuration()
    {
        var section = Read(Section);
        Assert.That(section.GetConfigSource(), Is.EqualTo(File));
        Assert.That(section.Servers[0].GetConfigSource(), Is.EqualTo(File));
        Assert.That(section.GetCurrentConfiguration()!.FilePath, Is.EqualTo(File));
    }

    [Test]
    public void An_element_made_in_code_has_neither_file_nor_configuration()
    {
        Assert.That(new Server().GetConfigSource(), Is.Null);
        Assert.That(new Server().GetCurrentConfiguration(), Is.Null);
    }

    [Test]
    public void A_place_in_a_collection_can_be_set()
    {
        var listeners = new ListenerConfigCollection();
        listeners[0] = Listener(1);
        listeners[1] = Listener(2);
        listeners[0] = Listener(3);
        Assert.That(listeners.Select<IListenerConfig, int>(l => l.Port), Is.EqualTo(new[] { 3, 2 }));
        Assert.That(() => listeners[2], Throws.InstanceOf<ConfigurationException>());
    }

    private static Listener Listener(int port)
    {
        var listener = new Listener();
        listener.LoadFrom(new ListenerConfig { Ip = "Any", Port = port });
        return listener;
    }

    private static ServerConfig FullServer() => new()
    {
        Name = "new",
        Mode = SocketMode.Udp,
        Options = new() { ["journal"] = "off" },
        OptionElements = new() { ["room"] = """<room name="a" seats="3"/>""" },
        Certificate = new SuperSocket.SocketBase.Config.CertificateConfig { FilePath = "a.pfx", ClientCertificateRequired = true },
        Listeners = [new ListenerConfig { Ip = "Any", Port = 2 }, new ListenerConfig { Ip = "::1", Port = 3, Security = "Tls13" }],
        CommandAssemblies = [new CommandAssemblyConfig { Assembly = "A" }],
    };

    private static void AssertFull(Server server)
    {
        Assert.That((server.Name, server.Mode, server.Options["journal"]), Is.EqualTo(("new", SocketMode.Udp, "off")));
        Assert.That(server.GetChildConfig<Room>("room")!.Seats, Is.EqualTo(3));
        Assert.That((server.CertificateConfig.FilePath, server.CertificateConfig.ClientCertificateRequired), Is.EqualTo(("a.pfx", true)));
        Assert.That(
            server.Listeners.Select<IListenerConfig, (string?, int, int, string?)>(l => (l.Ip, l.Port, l.Backlog, l.Security)),
            Is.EqualTo(new[] { ("Any", 2, 100, ""), ("::1", 3, 100, "Tls13") }));
        Assert.That(server.CommandAssemblies.Select<ICommandAssemblyConfig, string?>(a => a.Assembly), Is.EqualTo(new[] { "A" }));
    }
}
