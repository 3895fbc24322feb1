using NUnit.Framework;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>Parts of servers that the configuration names.</summary>
public class BootstrapProviderTests : BootstrapFixture
{
    private const string Parts = "SuperSocket.Tests.Engine.Support.";

    [Test]
    public async Task Connection_filters_are_made_in_order_of_definition_and_told_their_name_and_server()
    {
        DefaultBootstrap bootstrap = Create(
            Server("A", "connectionFilter=\" Second, first \"") + Server("B", "connectionFilter=\"closed\""),
            string.Concat(new[] { "first", "second", "closed" }.Select(name => $"""<add name="{name}" type="{Parts}ConfiguredFilter, SuperSocket.Tests"/>"""))
                .Insert(0, "<connectionFilters>") + "</connectionFilters>");
        bootstrap.Initialize(Logs);
        bootstrap.Start();
        ScriptedServer server = ServerOf(bootstrap, "A");

        Assert.That(server.ConnectionFilters!.Select(filter => filter.Name), Is.EqualTo(new[] { "first", "second" }));
        Assert.That(server.ConnectionFilters!.Cast<ConfiguredFilter>().Select(filter => filter.AppServer), Is.All.SameAs(server));
        TestClient client = await ConnectAsync(server);
        Assert.That(await client.AskAsync("ECHO in"), Is.EqualTo("in"));
        TestClient refused = await ConnectAsync(ServerOf(bootstrap, "B"));
        await refused.WaitForEndAsync();
    }

    [TestCase("GenericLoader")]
    [TestCase("ClosedLoader")]
    public async Task A_protocol_and_a_command_loader_come_from_the_configuration(string loader)
    {
        DefaultBootstrap bootstrap = Create(Server("A", "receiveFilterFactory=\"semicolon\" commandLoader=\"mine\""), $"""
            <receiveFilterFactories><add name="semicolon" type="{Parts}SemicolonFactory, SuperSocket.Tests"/></receiveFilterFactories>
            <commandLoaders><add name="mine" type="{Parts}{loader}, SuperSocket.Tests"/></commandLoaders>
            """);
        Assert.That(bootstrap.Initialize(Logs), Is.True);
        bootstrap.Start();
        TestClient client = await ConnectAsync(ServerOf(bootstrap, "A"));

        await client.SendAsync("generic;NOBODY;ECHO both;");

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("Unknown request: NOBODY"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("both"));
    }

    [Test]
    public void Log_factories_come_from_the_configuration_and_a_servers_own_wins()
    {
        DefaultBootstrap bootstrap = Create(
            Server("A") + Server("B", "logFactory=\"other\""),
            $"""
             <logFactories>
               <add name="root" type="{Parts}ConfiguredLogFactory, SuperSocket.Tests"/><add name="other" type="{Parts}ConfiguredLogFactory, SuperSocket.Tests"/>
             </logFactories>
             """,
            "logFactory=\"ROOT\"");

        Assert.That(bootstrap.Initialize(), Is.True);

        Assert.That(ServerOf(bootstrap, "A").LogFactory, Is.InstanceOf<ConfiguredLogFactory>());
        Assert.That(ServerOf(bootstrap, "B").LogFactory, Is.InstanceOf<ConfiguredLogFactory>().And.Not.SameAs(ServerOf(bootstrap, "A").LogFactory));
    }
}
