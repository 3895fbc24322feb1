using System.Net;
using System.Net.Sockets;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary><c>ChatServer check</c> finds what a start would find, and changes nothing.</summary>
public sealed class CheckVerbScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-check-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_right_file_is_right_also_while_its_port_is_in_use_and_no_data_are_touched()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        string xml = new ServerSetup { Store = "journal" }.ToXml();
        await Write(xml.Replace("port=\"0\"", $"port=\"{((IPEndPoint)other.LocalEndpoint).Port}\"", StringComparison.Ordinal)
            .Replace("name=\"Second\"", "name=\"Second\" disabled=\"true\"", StringComparison.Ordinal));
        Assert.That(await Check(), Is.EqualTo((0, $"{ConfigFile}: a server can start with this file.", "")));
        Assert.That(_directory.GetFileSystemInfos().Select(entry => entry.Name), Is.EqualTo(new[] { "Chat.config" }));
    }

    [TestCase(20, "ends in (19|20) days")]
    [TestCase(-1, "expired at")]
    public async Task A_certificate_that_ends_soon_or_has_ended_is_a_warning(int days, string expected)
    {
        string pfx = Path.Combine(_directory.FullName, "chat.pfx");
        TestCertificate.Write(pfx, days: days);
        string certificate = $"<certificate filePath=\"{pfx}\" password=\"{TestCertificate.Password}\" />";
        await Write(new ServerSetup { ListenerAttributes = "security=\"Tls12\"", Elements = certificate }.ToXml());
        (int exitCode, _, string errors) = await Check();
        Assert.That(exitCode, Is.Zero);
        Assert.That(errors.Split('\n'), Has.Length.EqualTo(2).And.All.Match($"warning: The certificate CN=chat of the server (Utf8|Second) {expected}"));
    }

    [Test]
    public async Task Each_server_with_a_mistake_is_named_with_its_line()
    {
        await Write(
            """
            <configuration>
              <configSections><section name="superSocket" type="SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine" /></configSections>
              <superSocket><servers>
                <server name="A" serverType="ChatServer.Sessions.ChatAppServer, ChatServer" ip="127.0.0.1" port="3001" textEncoding="utf-8" colour="red" />
                <server name="B" serverType="ChatServer.Sessions.ChatAppServer, ChatServer" ip="127.0.0.1" port="3002" textEncoding="utf-8" security="Tls12">
                  <certificate filePath="none.pfx" />
                </server>
                <server name="C" serverType="Nope, ChatServer" ip="127.0.0.1" port="3003" />
                <server name="D" serverType="ChatServer.Sessions.ChatAppServer, ChatServer" ip="127.0.0.1" port="3001" textEncoding="utf-8" />
                <server name="E" serverType="ChatServer.Sessions.ChatAppServer, ChatServer" ip="127.0.0.1" port="3005" textEncoding="utf-8" disabled="true" colour="red" />
              </servers></superSocket>
            </configuration>
            """);
        (int exitCode, string output, string errors) = await Check();
        string[] lines = errors.Split('\n');
        Assert.That((exitCode, output), Is.EqualTo((1, "")));
        Assert.That(lines, Has.Length.EqualTo(4), errors);
        Assert.That(lines[0], Is.EqualTo($"{ConfigFile}, line 4: The server 'A' has an unknown attribute 'colour'."));
        Assert.That(lines[1], Does.StartWith($"{ConfigFile}, line 5: The certificate of the server B could not be loaded: there is no file '"));
        Assert.That(lines[2], Is.EqualTo($"{ConfigFile}, line 8: The server 'C': the type 'Nope' is not in the assembly 'ChatServer'."));
        Assert.That(lines[3], Is.EqualTo($"{ConfigFile}, line 9: The server 'D' listens on 127.0.0.1:3001 (Tcp), and so does the server 'A'."));
    }

    [Test]
    public async Task Mistakes_of_both_sections_are_named_together()
    {
        await Write(new ServerSetup { Attributes = "clearIdleSession=\"maybe\"", Limits = "maxMessages=\"0\"" }.ToXml());
        (int exitCode, _, string errors) = await Check();
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(errors, Does.Match("(?m)^.*Chat.config, line [0-9]+: The value of the property 'clearIdleSession' cannot be parsed"));
        Assert.That(errors, Does.Match("(?m)^.*Chat.config, line [0-9]+: The value for the property 'maxMessages' is not valid"));
    }

    [TestCase("<configuration", "Chat.config")]
    [TestCase("<configuration />", "has no section <superSocket>")]
    [TestCase(null, "There is no configuration file '")]
    public async Task A_file_that_cannot_be_read_has_one_error(string? xml, string expected)
    {
        if (xml != null)
            await Write(xml);
        (int exitCode, _, string errors) = await Check();
        Assert.That((exitCode, errors.Split('\n').Length), Is.EqualTo((1, 1)), errors);
        Assert.That(errors, Does.Contain(expected));
    }

    private Task Write(string xml) => File.WriteAllTextAsync(ConfigFile, xml);

    private async Task<(int ExitCode, string Output, string Errors)> Check()
    {
        using ServerProcess program = ServerProcess.OfChatServer("check", "--config", ConfigFile);
        int exitCode = await program.Ended();
        return (exitCode, string.Join('\n', program.Output), string.Join('\n', program.Errors));
    }
}
