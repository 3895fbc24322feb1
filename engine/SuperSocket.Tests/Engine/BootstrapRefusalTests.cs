using System.Configuration;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>Why Initialize returns false, as its user sees it without any log.</summary>
public class BootstrapRefusalTests : BootstrapFixture
{
    private const string Parts = "SuperSocket.Tests.Engine.Support.";

    public static IEnumerable<TestCaseData> Refused()
    {
        yield return Case("no type", "set the attribute serverType or serverTypeName", $"""<server name="A">{Listener}</server>""");
        yield return Case("an unknown serverTypeName", "serverTypeName=\"nothing\"", $"""<server name="A" serverTypeName="nothing">{Listener}</server>""");
        yield return Case("an unknown type", "NoSuchServer", """<server name="A" serverType="Ns.NoSuchServer, SuperSocket.Tests"/>""");
        yield return Case("an unknown assembly", "No.Such.Assembly", """<server name="A" serverType="Ns.NoSuchServer, No.Such.Assembly"/>""");
        yield return Case("a type without its assembly", "does not say its assembly", """<server name="A" serverType="NoSuchServer"/>""");
        yield return Case("a broken constructor", "the constructor is broken", $"""<server name="A" serverType="{Parts}UnmakableServer, SuperSocket.Tests"/>""");
        yield return Case("a refusing hook", "refused the configuration", $"""<server name="A" serverType="{Parts}RefusingServer, SuperSocket.Tests">{Listener}</server>""");
        yield return Case("a throwing hook", "the hook is broken", $"""<server name="Thrower" serverType="{Parts}RefusingServer, SuperSocket.Tests">{Listener}</server>""");
        yield return Case("no listener", "no listener", Server("A", children: string.Empty));
        yield return Case("an unknown encoding", "klingon", Server("A", "textEncoding=\"klingon\""));
        yield return Case("an unknown connection filter", "connectionFilter=\"nothing\"", Server("A", "connectionFilter=\"open; nothing\""));
        yield return Case("a filter that is not ready", "'unready'", Server("A", "connectionFilter=\"unready\""));
        yield return Case("an unknown command loader", "commandLoader=\"nothing\"", Server("A", "commandLoader=\"nothing\""));
        yield return Case("an unknown receive filter factory", "receiveFilterFactory=\"nothing\"", Server("A", "receiveFilterFactory=\"nothing\""));
        yield return Case("a factory of another protocol", "ConfiguredFilter", Server("A", "receiveFilterFactory=\"wrong\""));
        yield return Case("an unknown log factory", "logFactory=\"nothing\"", Server("A", "logFactory=\"nothing\""));
    }

    [TestCaseSource(nameof(Refused))]
    public void Initialize_fails_and_the_reason_is_told(string reason, string server)
    {
        DefaultBootstrap bootstrap = Create(server, $"""
            <connectionFilters>
              <add name="open" type="{Parts}ConfiguredFilter, SuperSocket.Tests"/><add name="unready" type="{Parts}ConfiguredFilter, SuperSocket.Tests"/>
            </connectionFilters>
            <receiveFilterFactories><add name="wrong" type="{Parts}ConfiguredFilter, SuperSocket.Tests"/></receiveFilterFactories>
            """);

        ExpectRefusal(bootstrap, reason);

        Assert.That(bootstrap.LastError, Does.Match(@"\b(A|Thrower)\b"), "The server is named.");
    }

    [TestCase("AppDomain")]
    [TestCase("Process")]
    public void Isolation_starts_all_servers_in_this_process_with_one_warning(string isolation)
    {
        DefaultBootstrap bootstrap = Create(Server("A") + Server("B"), attributes: $"isolation=\"{isolation}\"");

        Assert.That(bootstrap.Initialize(Logs), Is.True);
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));

        Assert.That(Logs.Messages(LogLevel.Warn), Has.One.Contains($"isolation=\"{isolation}\"").And.One.Contains("one process for each server"));
    }

    [Test]
    public void A_server_made_in_code_needs_a_name()
    {
        var source = new ConfigurationSource { Servers = [new ServerConfig { ServerType = Scripted }] };
        var bootstrap = (DefaultBootstrap)Own((DefaultBootstrap)BootstrapFactory.CreateBootstrap(source));
        bootstrap.ErrorOutput = ErrorOutput;

        ExpectRefusal(bootstrap, "no name");
    }

    [Test]
    public void The_first_server_that_fails_ends_the_set_up()
    {
        DefaultBootstrap bootstrap = Create(Server("Good") + Server("Bad", "textEncoding=\"klingon\"") + Server("Never"));

        ExpectRefusal(bootstrap, "'Bad'");

        Assert.That(bootstrap.AppServers, Is.Empty);
        Assert.That(bootstrap.LastError, Does.Not.Contain("Never"));
    }

    [Test]
    public void A_log_factory_must_not_be_passed_when_the_configuration_names_one()
    {
        DefaultBootstrap bootstrap = Create(
            Server("A"),
            $"""<logFactories><add name="own" type="{Parts}ConfiguredLogFactory, SuperSocket.Tests"/></logFactories>""",
            "logFactory=\"own\"");

        Assert.That(() => bootstrap.Initialize(Logs), Throws.ArgumentException);
    }

    [Test]
    public void A_root_log_factory_that_is_not_defined_throws()
    {
        DefaultBootstrap bootstrap = Create(Server("A"), attributes: "logFactory=\"nothing\"");

        Assert.That(() => bootstrap.Initialize(), Throws.Exception.With.Message.Contains("logFactory=\"nothing\""));
    }

    [Test]
    public void Missing_configurations_throw()
    {
        string file = Path.GetTempFileName();
        File.WriteAllText(file, "<configuration/>");
        try
        {
            Assert.That(() => BootstrapFactory.CreateBootstrap((IConfigurationSource)null!), Throws.ArgumentNullException);
            Assert.That(() => BootstrapFactory.CreateBootstrap("noSuchSection"), Throws.ArgumentException);
            Assert.That(() => BootstrapFactory.CreateBootstrap(), Throws.InstanceOf<ConfigurationErrorsException>());
            Assert.That(() => BootstrapFactory.CreateBootstrapFromConfigFile(file), Throws.ArgumentNullException);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static TestCaseData Case(string name, string reason, string server) => new TestCaseData(reason, server).SetArgDisplayNames(name);
}
