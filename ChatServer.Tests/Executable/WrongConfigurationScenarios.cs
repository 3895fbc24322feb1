using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>A mistake in the configuration is one line on standard error that names the culprit, and exit code 1.</summary>
public class WrongConfigurationScenarios
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("chat-program-").FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [TestCase("textEncoding=\"utf-8\"", "textEncodding=\"utf-8\"", "textEncodding")]
    [TestCase("textEncoding=\"utf-8\"", "TextEncoding=\"utf-8\"", "TextEncoding")]
    [TestCase("textEncoding=\"utf-8\"", "textEncoding=\"utf-9\"", "utf-9")]
    [TestCase("textEncoding=\"utf-8\"", "language=\"fr\"", "fr")]
    [TestCase("textEncoding=\"utf-8\"", "syncSend=\"true\"", "syncSend")]
    [TestCase("textEncoding=\"utf-8\"", "textEncoding=\"utf-16\"", "utf-16")]
    [TestCase("textEncoding=\"utf-8\"", "mode=\"Udp\"", "Udp")]
    [TestCase("textEncoding=\"utf-8\"", "port=\"many\"", "port")]
    [TestCase("<superSocket>", "<superSocket maxWorkingThread=\"5\">", "maxWorkingThread")]
    [TestCase("ChatServer.Sessions.ChatAppServer, ChatServer", "ChatServer.Sessions.NoServer, ChatServer", "ChatServer.Sessions.NoServer")]
    [TestCase("ChatServer.Sessions.ChatAppServer, ChatServer", "ChatServer.Sessions.ChatAppServer, NoAssembly", "NoAssembly")]
    [TestCase("assembly=\"ChatServer.Tests\"", "assembly=\"No.Assembly\"", "No.Assembly")]
    [TestCase("ip=\"127.0.0.1\"", "ip=\"localhost\"", "localhost")]
    [TestCase("ip=\"127.0.0.1\"", "ip=\"192.0.2.1\"", "192.0.2.1")]
    [TestCase("<chat>", "<chat colour=\"red\">", "colour")]
    [TestCase("<limits ", "<limits maxMessage=\"5\" ", "maxMessage")]
    [TestCase("<limits ", "<limits maxMessages=\"0\" ", "maxMessages")]
    [TestCase("<chat>", "<chat><log level=\"Loud\" />", "level")]
    [TestCase("</superSocket>", "", "superSocket")]
    [TestCase("<superSocket>", "<superSocket/><superSocket>", "line 6")]
    public async Task A_mistake_is_named(string right, string wrong, string culprit)
    {
        string xml = new ServerSetup().ToXml();
        int at = xml.IndexOf(right, StringComparison.Ordinal);
        await AssertRefused(xml[..at] + wrong + xml[(at + right.Length)..], culprit);
    }

    [Test]
    public async Task A_file_without_servers_is_named()
        => await AssertRefused(
            """
            <configuration>
              <configSections><section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" /></configSections>
              <superSocket><servers></servers></superSocket>
            </configuration>
            """,
            _file);

    [Test]
    public async Task A_file_without_the_section_is_named() => await AssertRefused("<configuration />", "superSocket");

    [Test]
    public async Task A_missing_file_is_named() => await AssertRefused(null, _file);

    [TestCase(0)]
    [TestCase(1)]
    public async Task A_port_in_use_is_named(int server)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        string[] parts = new ServerSetup().ToXml().Split("port=\"0\"");
        string[] ports = ["0", "0"];
        ports[server] = port;
        string xml = $"{parts[0]}port=\"{ports[0]}\"{parts[1]}port=\"{ports[1]}\"{parts[2]}";
        await AssertRefused(xml, port);
    }

    private async Task AssertRefused(string? xml, string culprit)
    {
        if (xml != null)
            await File.WriteAllTextAsync(_file, xml);
        using ServerProcess program = ServerProcess.OfChatServer("--config", _file);
        Assert.That(await program.Ended(), Is.EqualTo(1), () => string.Join('\n', program.Errors));
        Assert.That(program.Errors, Has.Length.EqualTo(1).And.One.Contains(culprit), () => string.Join('\n', program.Errors));
        Assert.That(program.Output, Is.Empty);
    }
}
