using System.Runtime.InteropServices;
using System.Text;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>The program as a person runs it.</summary>
[Platform(Include = "Linux,MacOsX")]
public class ExecutableScenarios
{
    private const string Welcome = "Welcome to SuperSocket Chat Server";

    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("chat-program-").FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    [TestCase(PosixSignal.SIGTERM)]
    [TestCase(PosixSignal.SIGINT)]
    [TestCase(PosixSignal.SIGQUIT)]
    public async Task It_reports_what_runs_serves_and_stops_in_order_when_asked(PosixSignal signal)
    {
        await File.WriteAllTextAsync(_file, new ServerSetup().ToXml());
        using ServerProcess program = ServerProcess.OfChatServer("--config", _file);
        System.Net.IPEndPoint utf8 = await program.EndPoint("Utf8");
        System.Net.IPEndPoint second = await program.EndPoint("Second");
        Assert.That(program.Output[0], Is.EqualTo($"Chat server {ProgramVersion.Text}, configured by {_file}"));
        Assert.That(program.Output, Has.One.Match($"^  Utf8 +{utf8} +utf-8 +running$"));
        Assert.That(program.Output, Has.One.Match($"^  Second +{second} +gb2312 +running$"));
        Assert.That(program.Output, Has.One.StartsWith("Only this machine can connect"));
        Assert.That(program.Output, Has.One.EqualTo($"  telnet -E 127.0.0.1 {utf8.Port}"));

        using ScriptedClient romeo = await ScriptedClient.Connect("romeo", utf8, Encoding.UTF8);
        using ScriptedClient juliet = await ScriptedClient.Connect("juliet", second, Encoding.GetEncoding("gb2312"));
        await romeo.Receives(Welcome);
        await juliet.Receives(Welcome);
        await romeo.Sends("Check romeo secret");
        await romeo.Receives("登录成功");
        program.Signal(signal);
        await romeo.Receives("服务器正在关闭");
        await romeo.ReceivesEnd();
        await juliet.Receives("服务器正在关闭");
        await juliet.ReceivesEnd();
        Assert.That(await program.Ended(), Is.Zero);
        Assert.That(program.Output[^2..], Is.EqualTo(new[] { "Stopping ...", "Stopped." }));
        Assert.That(program.Errors, Is.Empty);
    }

    [Test]
    public async Task Its_log_holds_no_control_characters_of_clients()
    {
        await File.WriteAllTextAsync(_file, new ServerSetup { Attributes = "logCommand=\"true\"", Chat = "<log level=\"Debug\" />" }.ToXml());
        using ServerProcess program = ServerProcess.OfChatServer("--config", _file);
        using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await program.EndPoint("Utf8"), Encoding.UTF8);
        await romeo.Sends("Check romeo secret", "Fail \u001b[31m\u202eX\u2028", "\u001bkey", "HB R");
        await romeo.Receives(Welcome, "登录成功");
        await romeo.ReceivesBytes(Encoding.UTF8.GetBytes("\n\r异常信息:\u241b[31m\ufffdX\ufffd\r\n不知道如何处理 \u241bkey 命令\r\nR\r\n"));
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
        string log = string.Join('\n', program.Errors);
        Assert.That(log, Does.Contain("Fail failed").And.Contain("InvalidOperationException"));
        Assert.That(log.Where(c => c != '\n' && (char.IsControl(c) || c is '\u202e' or '\u2028')), Is.Empty);
    }

    [Test]
    public async Task A_server_that_listens_to_the_network_is_reported_so()
    {
        await File.WriteAllTextAsync(_file, new ServerSetup().ToXml().Replace("ip=\"127.0.0.1\"", "ip=\"Any\"", StringComparison.Ordinal));
        using ServerProcess program = ServerProcess.OfChatServer("--config", _file);
        await program.UntilOutput("Ctrl-C stops the server.");
        Assert.That(program.Output, Has.One.EqualTo("Other machines can connect, and what they send is not encrypted."));
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    [TestCase("--version", 0, "^[0-9]+\\.[0-9]+\\.[0-9]+$", "")]
    [TestCase("--help", 0, "(?m)^Usage:\\n  ChatServer \\[command\\] \\[options\\]$", "")]
    [TestCase("--config", 2, "", "^ChatServer: Required argument missing for option: '--config'.\\nTry 'ChatServer --help'.$")]
    [TestCase("--confg x", 2, "", "^ChatServer: There is an unknown option. Did you mean '--config'\\?\\nTry 'ChatServer --help'.$")]
    [TestCase("verfy", 2, "", "^ChatServer: There is no command 'verfy'. Did you mean 'verify'\\?\\n")]
    [TestCase("a b c", 2, "", "^ChatServer: There is no command 'a'.\\nTry")]
    [TestCase("user", 2, "", "^ChatServer user: Required command was not provided.\\nTry 'ChatServer user --help'.$")]
    [TestCase("[suggest] us", 0, "^user$", "")]
    public async Task Its_arguments_are_checked(string arguments, int exitCode, string output, string errors)
    {
        using ServerProcess program = ServerProcess.OfChatServer(arguments.Split(' '));
        Assert.That(await program.Ended(), Is.EqualTo(exitCode));
        Assert.That(string.Join('\n', program.Output), output.Length == 0 ? Is.Empty : Does.Match(output));
        Assert.That(string.Join('\n', program.Errors), errors.Length == 0 ? Is.Empty : Does.Match(errors));
    }
}
