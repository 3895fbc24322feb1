using System.Runtime.InteropServices;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using Utf8 = System.Text.UTF8Encoding;

namespace ChatServer.Tests.Executable;

/// <summary>Settings of the environment replace those of the configuration file.</summary>
[Platform(Include = "Linux,MacOsX")]
public sealed class EnvironmentScenarios
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-environment-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [SetUp]
    public void Configure() => Write(new ServerSetup { Store = "journal", Attributes = "maxRequestLength=\"200\"", Chat = "<log level=\"Info\" />" });

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task They_replace_attributes_of_both_sections_and_are_named_at_the_start()
    {
        using ServerProcess program = Start(
            "",
            ("CHAT__limits__maxTextLength", "5"),
            ("CHAT__STORE__PATH", "elsewhere"),
            ("SUPERSOCKET__servers__Utf8__language", "en"),
            ("SUPERSOCKET__servers__Second__disabled", "true"));
        using ScriptedClient romeo = await LogIn(program);
        await romeo.Sends("Chat romeo 123456");
        Assert.That(await romeo.ReceivesLine(), Does.Contain("5"));
        Assert.That(program.Output[1], Is.EqualTo("Settings from the environment: "
            + "CHAT__STORE__PATH, CHAT__limits__maxTextLength, SUPERSOCKET__servers__Second__disabled, SUPERSOCKET__servers__Utf8__language"));
        Assert.That(program.Output, Has.None.StartsWith("  Second "));
        Assert.That(Directory.Exists(Path.Combine(_directory.FullName, "elsewhere")), Is.True);
        Assert.That(Directory.Exists(Path.Combine(_directory.FullName, "data")), Is.False);
        await Stop(program);
    }

    [Test]
    public async Task They_still_hold_when_the_file_is_saved()
    {
        using ServerProcess program = Start("", ("SUPERSOCKET__servers__Utf8__maxRequestLength", "300"));
        await program.EndPoint("Utf8");
        Write(new ServerSetup { Store = "journal", Attributes = "maxRequestLength=\"100\"", Chat = "<log level=\"Info\" />" });
        await program.UntilError("superSocket/servers/Second/maxRequestLength, \"100\" (before: \"200\")");
        Assert.That(program.Errors, Has.None.Contains("Utf8/maxRequestLength"));
        using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await program.EndPoint("Utf8"), new Utf8());
        await romeo.Receives("Welcome to SuperSocket Chat Server");
        await romeo.Sends("HB " + new string('x', 250));
        Assert.That(await romeo.ReceivesLine(), Does.Not.Contain("命令太长"));
        await Stop(program);
    }

    [Test]
    public async Task A_secret_comes_from_a_file()
    {
        string pfx = Path.Combine(_directory.FullName, "chat.pfx");
        string secret = Path.Combine(_directory.FullName, "password");
        TestCertificate.Write(pfx);
        await File.WriteAllTextAsync(secret, TestCertificate.Password + "\n");
        Write(new ServerSetup { ListenerAttributes = "security=\"Tls12\"", Elements = $"<certificate filePath=\"{pfx}\" />" });
        (string, string)[] both = [.. new[] { "Utf8", "Second" }.Select(server => ($"SUPERSOCKET__servers__{server}__certificate__password_FILE", secret))];
        using ServerProcess program = Start("", both);
        await program.EndPoint("Utf8");
        Assert.That(program.Output, Has.Some.Match("^  Utf8 .*TLS"));
        await Stop(program);
        Assert.That((await Run("check", both[0])).ExitCode, Is.EqualTo(1));
        Assert.That((await Run("check", both)).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_changed_file_with_a_value_is_used_without_a_restart()
    {
        Write(new ServerSetup { Chat = "<log level=\"Info\" />" });
        string file = Path.Combine(_directory.FullName, "length");
        await File.WriteAllTextAsync(file, "200\n");
        using ServerProcess program = Start("", ("SUPERSOCKET__servers__Utf8__maxRequestLength_FILE", file));
        await program.UntilOutput("Ctrl-C stops the server.");
        await File.WriteAllTextAsync(file, "400\n");
        await program.UntilError("superSocket/servers/Utf8/maxRequestLength, \"400\" (before: \"200\").");
        await Stop(program);
    }

    [TestCase("CHAT__limits__maxMesages", "1", "CHAT__limits__maxMesages of the environment names no setting: chat/limits has no 'maxMesages'; did you mean 'maxMessages'?")]
    [TestCase("CHAT__limit__maxMessages", "1", "chat has no 'limit'; did you mean 'limits'?")]
    [TestCase("CHAT__limits", "1", "chat has no 'limits'")]
    [TestCase("CHAT__limits__maxMessages__x", "1", "chat/limits has no 'maxMessages'")]
    [TestCase("SUPERSOCKET__servers__Utf9__port", "1", "superSocket/servers has no 'Utf9'; did you mean 'Utf8'?")]
    [TestCase("SUPERSOCKET__servers__Utf8", "1", "superSocket/servers has no 'Utf8'; write the attribute behind the entry.")]
    [TestCase("SUPERSOCKET__servers__Utf8__listeners__2__port", "1", "superSocket/servers/Utf8/listeners has no '2'.")]
    [TestCase("CHAT__limits__maxMessages", "many", "The variable CHAT__limits__maxMessages of the environment has a wrong value: many is not a valid value for Int64.")]
    [TestCase("CHAT__limits__maxMessages", "0", "has a wrong value: The value must be inside the range 1-")]
    [TestCase("CHAT__log__format", "xml", "has a wrong value: 'xml' is none of: auto, simple, json, systemd.")]
    [TestCase("CHAT__store__path_FILE", "/none", "The variable CHAT__store__path_FILE of the environment names the file '/none', which cannot be read")]
    [TestCase("SUPERSOCKET__servers__Utf8__colour", "red", "The server 'Utf8' has an unknown attribute 'colour'.")]
    public async Task A_mistake_stops_the_start(string name, string value, string error)
    {
        foreach (string verb in (string[])["", "check"])
        {
            (int exitCode, string errors) = await Run(verb, (name, value));
            Assert.That(exitCode, Is.EqualTo(1), errors);
            Assert.That(errors.Split('\n').Count(line => line.Contains(error, StringComparison.Ordinal)), Is.EqualTo(1), errors);
        }
    }

    [Test]
    public async Task A_setting_has_one_variable()
    {
        (int exitCode, string errors) = await Run("", ("CHAT__store__path", "a"), ("CHAT__store__path_FILE", ConfigFile));
        const string Reason = "ChatServer: The environment has both CHAT__store__path and CHAT__store__path_FILE; set only one of them.";
        Assert.That((exitCode, errors), Is.EqualTo((1, Reason)));
    }

    private static async Task<ScriptedClient> LogIn(ServerProcess program)
    {
        ScriptedClient client = await ScriptedClient.Connect("romeo", await program.EndPoint("Utf8"), new Utf8());
        await client.Sends("Check romeo secret");
        await client.Receives("Welcome to SuperSocket Chat Server", "Logged in");
        return client;
    }

    private static async Task Stop(ServerProcess program)
    {
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    private void Write(ServerSetup setup)
    {
        File.WriteAllText(ConfigFile + "~", setup.ToXml());
        File.Move(ConfigFile + "~", ConfigFile, overwrite: true);
    }

    private async Task<(int ExitCode, string Errors)> Run(string verb, params (string Name, string Value)[] environment)
    {
        using ServerProcess program = Start(verb, environment);
        int exitCode = await program.Ended();
        return (exitCode, string.Join('\n', program.Errors));
    }

    private ServerProcess Start(string verb, params (string Name, string Value)[] environment) => new(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "ChatServer.dll"), .. verb.Length == 0 ? [] : new[] { verb }, "--config", ConfigFile],
        _directory.FullName,
        environment.ToDictionary(variable => variable.Name, string? (variable) => variable.Value));
}
