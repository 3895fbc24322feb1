using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Parts of a server that the configuration names.</summary>
public class ProviderTests : BootstrapFixture
{
    private static readonly string Type = TypeName(typeof(RunServer));

    [Test]
    public async Task A_connection_filter_lets_in_or_not_and_knows_its_server()
    {
        var bootstrap = Start($"""
            <superSocket>
              <servers>
                <server name="in" serverType="{Type}" connectionFilter="DOOR" door="open">{AnyPort}</server>
                <server name="out" serverType="{Type}" connectionFilter=" door ; " door="shut">{AnyPort}</server>
              </servers>
              <connectionFilters><add name="door" type="{TypeName(typeof(DoorFilter))}"/></connectionFilters>
            </superSocket>
            """);

        Assert.That(Logs.Messages(LogLevel.Info, "in"), Does.Contain("filter door of in, option open"));
        Assert.That(Logs.Messages(LogLevel.Info, "out"), Does.Contain("filter door of out, option shut"));
        using var inside = await Connect(bootstrap, "in");
        Assert.That(await inside.AskAsync("Echo hello"), Is.EqualTo("hello"));
        using var outside = await Connect(bootstrap, "out");
        Assert.That(await outside.ReadLineAsync(), Is.Null);
        Assert.That(Server(bootstrap, "out").SessionCount, Is.Zero);
    }

    [Test]
    public void A_connection_filter_that_fails_is_refused() => Assert.That(
        Refusal($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}" connectionFilter="door" door="broken">{AnyPort}</server></servers>
              <connectionFilters><add name="door" type="{TypeName(typeof(DoorFilter))}"/></connectionFilters>
            </superSocket>
            """),
        Does.Contain("'door'"));

    [Test]
    public async Task Command_loaders_may_be_generic_or_not()
    {
        string loader = typeof(OpenLoader<>).FullName![..^2] + ", SuperSocket.Tests";
        var bootstrap = Start($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}" commandLoader="closed,open">{AnyPort}</server></servers>
              <commandLoaders>
                <add name="open" type="{loader}"/>
                <add name="closed" type="{TypeName(typeof(ClosedLoader))}"/>
              </commandLoaders>
            </superSocket>
            """);

        using var client = await Connect(bootstrap, "s");
        Assert.That(await client.AskAsync("OPEN"), Is.EqualTo("by loader: OPEN"));
        Assert.That(await client.AskAsync("CLOSED"), Is.EqualTo("by loader: CLOSED"));
        Assert.That(await client.AskAsync("ECHO and those of the assembly"), Is.EqualTo("and those of the assembly"));
    }

    [Test]
    public void A_command_loader_that_fails_is_refused() => Assert.That(
        Refusal($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}" commandLoader="open" loader="broken">{AnyPort}</server></servers>
              <commandLoaders><add name="open" type="{typeof(OpenLoader<>).FullName}, SuperSocket.Tests"/></commandLoaders>
            </superSocket>
            """),
        Does.Contain("OpenLoader").And.Contain("could not be initialised"));

    [Test]
    public async Task A_receive_filter_factory_is_used()
    {
        var bootstrap = Start($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}" textEncoding="utf-8" receiveFilterFactory="hash">{AnyPort}</server></servers>
              <receiveFilterFactories><add name="hash" type="{TypeName(typeof(HashFilterFactory))}"/></receiveFilterFactories>
            </superSocket>
            """);

        using var client = await Connect(bootstrap, "s");
        Assert.That(await client.AskAsync("Echo grüß dich#"), Is.EqualTo("grüß dich"));
    }

    [Test]
    public void A_receive_filter_factory_of_other_requests_is_refused() => Assert.That(
        Refusal($"""
            <superSocket>
              <servers><server name="s" serverType="{Type}" receiveFilterFactory="wrong">{AnyPort}</server></servers>
              <receiveFilterFactories><add name="wrong" type="{TypeName(typeof(WrongFilterFactory))}"/></receiveFilterFactories>
            </superSocket>
            """),
        Does.Contain("WrongFilterFactory").And.Contain("StringRequestInfo"));

    [TestCase("connectionFilter=\"a\"", "connectionFilter=\"a\" is not defined in <connectionFilters>")]
    [TestCase("commandLoader=\"a,b\"", "commandLoader=\"a\" is not defined in <commandLoaders>")]
    [TestCase("receiveFilterFactory=\"a\"", "receiveFilterFactory=\"a\" is not defined in <receiveFilterFactories>")]
    [TestCase("logFactory=\"a\"", "logFactory=\"a\" is not defined in <logFactories>")]
    public void An_unknown_name_is_refused(string attribute, string reason) => Assert.That(
        Refusal($"""<superSocket><servers><server name="s" serverType="{Type}" {attribute}>{AnyPort}</server></servers></superSocket>"""),
        Is.EqualTo($"The server 's': {reason}."));

    [TestCase("serverTypeName=\"a\"", "serverTypeName=\"a\" is not defined in <serverTypes>")]
    [TestCase("", "it has no type: set the attribute serverType or serverTypeName")]
    [TestCase("serverType=\"Nowhere.Server, SuperSocket.Tests\"", "the type 'Nowhere.Server' is not in the assembly 'SuperSocket.Tests'")]
    [TestCase("serverType=\"Nowhere.Server, Nowhere\"", "the assembly of the type 'Nowhere.Server, Nowhere' was not found")]
    [TestCase("serverType=\"RunServer\"", "the type 'RunServer' does not say its assembly; write Namespace.Class, Assembly")]
    public void An_unknown_type_is_refused(string attribute, string reason) => Assert.That(
        Refusal($"""<superSocket><servers><server name="s" {attribute}>{AnyPort}</server></servers></superSocket>"""),
        Is.EqualTo($"The server 's': {reason}."));

    [Test]
    public void A_log_factory_overrides_that_of_the_root_and_is_one_object_for_all_servers()
    {
        int before = CountedLogFactory.Made;
        var bootstrap = Create($"""
            <superSocket logFactory="ROOT">
              <servers>
                <server name="shared" serverType="{Type}">{AnyPort}</server>
                <server name="own" serverType="{Type}" logFactory="counted">{AnyPort}</server>
                <server name="same" serverType="{Type}" logFactory="Counted">{AnyPort}</server>
              </servers>
              <logFactories>
                <add name="root" type="{TypeName(typeof(RootLogFactory))}"/>
                <add name="counted" type="{TypeName(typeof(CountedLogFactory))}"/>
              </logFactories>
            </superSocket>
            """);
        Assert.That(() => bootstrap.Initialize(Logs), Throws.ArgumentException, "the configuration names one");
        Assert.That(bootstrap.Initialize(), bootstrap.LastError);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));

        Assert.That(RootLogFactory.Lines.Messages(LogLevel.Info, "shared"), Is.Not.Empty);
        Assert.That(RootLogFactory.Lines.Messages(LogLevel.Info, "own"), Is.Empty);
        Assert.That(CountedLogFactory.Lines.Messages(LogLevel.Info, "own"), Is.Not.Empty);
        Assert.That(CountedLogFactory.Made - before, Is.EqualTo(1), "objects of the factory");
        Assert.That(Server(bootstrap, "own").LogFactory, Is.SameAs(Server(bootstrap, "same").LogFactory));
    }

    [Test]
    public void An_unknown_root_log_factory_throws()
    {
        var bootstrap = Create("<superSocket logFactory='nowhere'/>");
        Assert.That(bootstrap.Initialize, Throws.Exception.With.Message.Contains("logFactory=\"nowhere\""));
    }
}
