using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.Tests.Configuration;

public class ServerAttributeTests : ConfigFileFixture
{
    /// <summary>Attribute, property, default, another value as text and as value.</summary>
    private static readonly object?[][] Attributes =
    [
        ["serverTypeName", "ServerTypeName", "", "Chat", "Chat"],
        ["serverType", "ServerType", "", "A.B, C", "A.B, C"],
        ["ip", "Ip", "", "IPv6Any", "IPv6Any"],
        ["port", "Port", 0, "2012", 2012],
        ["listenBacklog", "ListenBacklog", 100, "511", 511],
        ["mode", "Mode", SocketMode.Tcp, "Udp", SocketMode.Udp],
        ["disabled", "Disabled", false, "true", true],
        ["startupOrder", "StartupOrder", 0, "-3", -3],
        ["sendTimeOut", "SendTimeOut", 5000, "-1", -1],
        ["sendingQueueSize", "SendingQueueSize", 5, "64", 64],
        ["maxConnectionNumber", "MaxConnectionNumber", 100, "10000", 10000],
        ["receiveBufferSize", "ReceiveBufferSize", 4096, "256", 256],
        ["sendBufferSize", "SendBufferSize", 2048, "512", 512],
        ["syncSend", "SyncSend", false, "true", true],
        ["logCommand", "LogCommand", false, "true", true],
        ["logBasicSessionActivity", "LogBasicSessionActivity", true, "false", false],
        ["logAllSocketException", "LogAllSocketException", false, "true", true],
        ["clearIdleSession", "ClearIdleSession", false, "true", true],
        ["clearIdleSessionInterval", "ClearIdleSessionInterval", 120, "1", 1],
        ["idleSessionTimeOut", "IdleSessionTimeOut", 300, "2", 2],
        ["security", "Security", "None", "Tls12,Tls13", "Tls12,Tls13"],
        ["maxRequestLength", "MaxRequestLength", 1024, "65536", 65536],
        ["textEncoding", "TextEncoding", "", "gb2312", "gb2312"],
        ["defaultCulture", "DefaultCulture", "", "zh-CN", "zh-CN"],
        ["disableSessionSnapshot", "DisableSessionSnapshot", false, "true", true],
        ["sessionSnapshotInterval", "SessionSnapshotInterval", 5, "6", 6],
        ["keepAliveTime", "KeepAliveTime", 600, "61", 61],
        ["keepAliveInterval", "KeepAliveInterval", 60, "7", 7],
        ["connectionFilter", "ConnectionFilter", "", "a;b,c", "a;b,c"],
        ["commandLoader", "CommandLoader", "", "loader", "loader"],
        ["logFactory", "LogFactory", "", "console", "console"],
        ["receiveFilterFactory", "ReceiveFilterFactory", "", "fixed", "fixed"],
    ];

    [TestCaseSource(nameof(Attributes))]
    public void An_absent_attribute_has_its_default(string attribute, string property, object expected, string text, object other)
    {
        IServerConfig server = ReadServer("""<server name="s"/>""");
        Assert.That(Value(server, property), Is.EqualTo(expected).And.Not.EqualTo(other), attribute + " " + text);
    }

    [TestCaseSource(nameof(Attributes))]
    public void An_attribute_is_read(string attribute, string property, object otherwise, string text, object expected)
    {
        var server = ReadServer($"""<server name="s" {attribute}="{text}"/>""");
        Assert.That(Value(server, property), Is.EqualTo(expected).And.Not.EqualTo(otherwise));
        Assert.That(server.Options, Is.Empty);
    }

    [TestCaseSource(nameof(Attributes))]
    public void An_attribute_survives_copying_to_a_plain_configuration(
        string attribute, string property, object otherwise, string text, object expected)
    {
        var copy = new ServerConfig(ReadServer($"""<server name="s" {attribute}="{text}"/>"""));
        Assert.That(Value(copy, property), Is.EqualTo(expected).And.Not.EqualTo(otherwise));
    }

    [Test]
    public void The_table_of_this_test_has_every_attribute()
    {
        var known = new[] { "name", "serviceName", "certificate", "listeners", "commandAssemblies" };
        Assert.That(
            Attributes.Select(a => a[0]).Concat(known),
            Is.EquivalentTo(new Server().ElementInformation.Properties.Keys));
    }

    [Test]
    public void The_name_is_read() => Assert.That(ReadServer("""<server name="Chat server"/>""").Name, Is.EqualTo("Chat server"));

    [TestCase("<server port='1'/>")]
    [TestCase("<server name='' port='1'/>")]
    public void A_server_without_a_name_is_an_error(string server)
    {
        var error = ServerError(server);
        Assert.That(error.BareMessage, Is.EqualTo("The attribute 'name' of <server> is missing or empty."));
        Assert.That((error.Filename, error.Line), Is.EqualTo((File, 4)));
    }

    [Test]
    public void Two_servers_of_one_name_are_an_error() => Assert.That(
        ServerError("<server name='twin' port='1'/><server name='twin' port='2'/>").Message, Does.Contain("'twin'").And.Contains("App.config line 4"));

    [Test]
    public void The_old_attribute_serviceName_names_the_server_type()
    {
        var server = ReadServer("""<server name="s" serviceName="Old"/>""");
        Assert.That(server.ServerTypeName, Is.EqualTo("Old"));
        Assert.That(server.Options, Is.Empty);
    }

    [TestCase("""<server name="s" serviceName="Old" serverTypeName="New"/>""")]
    [TestCase("""<server name="s" serverTypeName="New" serviceName="Old"/>""")]
    public void The_attribute_serverTypeName_wins_over_the_old_one(string server) =>
        Assert.That(ReadServer(server).ServerTypeName, Is.EqualTo("New"));

    [TestCase("port", "abc", "'port'")]
    [TestCase("disabled", "yes", "'disabled'")]
    [TestCase("mode", "Sctp", "Tcp, Udp")]
    [TestCase("mode", "udp", "Tcp, Udp")]
    public void A_value_that_is_none_is_an_error_that_tells_where(string attribute, string value, string named)
    {
        var error = ServerError($"<server name='s' {attribute}='{value}'/>");
        Assert.That(error.BareMessage, Does.Contain(named));
        Assert.That((error.Filename, error.Line), Is.EqualTo((File, 4)));
    }

    private static object? Value(IServerConfig server, string property) => typeof(IServerConfig).GetProperty(property)!.GetValue(server);
}
