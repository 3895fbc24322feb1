using System.Runtime.InteropServices;
using ChatServer.Tests.Kit;
using NUnit.Framework;
using Utf8 = System.Text.UTF8Encoding;

namespace ChatServer.Tests.Executable;

/// <summary>The configuration file is saved while the server runs.</summary>
[Platform(Include = "Linux,MacOsX")]
public class SavedConfigurationScenarios
{
    private const string Attributes = "maxRequestLength=\"200\" clearIdleSession=\"true\" idleSessionTimeOut=\"1000\"";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-saved-");

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [TestCase("maxRequestLength=\"200\"", "maxRequestLength=\"10\"", "The server 'Utf8': maxRequestLength=\"10\" is less than 64.")]
    [TestCase("idleSessionTimeOut=\"1000\"", "idleSessionTimeOut=\"0\"", "The server 'Utf8': idleSessionTimeOut=\"0\" closes every session; use at least 1.")]
    [TestCase("maxRequestLength=\"200\"", "maxRequestLength=\"300\" colour=\"red\"", "The server 'Utf8' has an unknown attribute 'colour'.")]
    [TestCase("maxRequestLength=\"200\"", "maxRequestLength=\"300\" textEncoding=\"klingon\"", "textEncoding")]
    [TestCase("level=\"Info\"", "level=\"Loud\"", "level")]
    [TestCase("</chat>", "", "chat")]
    public async Task What_the_server_could_not_start_with_changes_nothing(string right, string wrong, string error)
    {
        using ServerProcess program = await Start();
        if (wrong.Contains("textEncoding", StringComparison.Ordinal))
            right = "textEncoding=\"utf-8\" maxConnectionNumber=\"2000\" maxRequestLength=\"200\"";
        await Save(text => text.Replace(right, wrong, StringComparison.Ordinal));
        await program.UntilError(error);
        Assert.That(program.Errors, Has.Some.Contains("is not used; everything stays as it was").Or.Some.Contains("cannot be used; the old values stay"));
        await AcceptsLinesOf(program, 199);

        // The next file is taken over.
        await Save(_ => Text().Replace("\"200\"", "\"400\"", StringComparison.Ordinal));
        await program.UntilError("this is used from now on: superSocket/servers/Utf8/maxRequestLength, \"400\" (before: \"200\")");
        await AcceptsLinesOf(program, 399);
        await Stop(program);
    }

    [Test]
    public async Task What_has_changed_and_what_waits_for_the_next_start_is_logged()
    {
        using ServerProcess program = await Start();
        await Save(text => text
            .Replace("idleSessionTimeOut=\"1000\"", "idleSessionTimeOut=\"2000\"", StringComparison.Ordinal)
            .Replace("maxConnectionNumber=\"2000\"", "maxConnectionNumber=\"3000\"", StringComparison.Ordinal)
            .Replace("textEncoding=\"gb2312\"", "textEncoding=\"gb2312\" language=\"en\"", StringComparison.Ordinal)
            .Replace("<limits ", "<limits maxAge=\"86400\" ", StringComparison.Ordinal)
            .Replace("</servers>", "<server name=\"Third\" serverType=\"ChatServer.Sessions.ChatAppServer, ChatServer\" textEncoding=\"utf-8\"><listeners><add ip=\"127.0.0.1\" port=\"0\" /></listeners></server></servers>", StringComparison.Ordinal));
        await program.UntilError("Utf8/maxConnectionNumber");
        const string Used = "info: DefaultBootstrap[1000] The configuration file has changed, and this is used from now on: ";
        Assert.That(program.Errors.Where(line => line.Contains(Used, StringComparison.Ordinal)).Select(line => line.Split(Used)[1]), Is.EqualTo(new[]
        {
            "chat/limits/maxAge, \"86400\" (before: \"0\").",
            "superSocket/servers/Second/idleSessionTimeOut, \"2000\" (before: \"1000\").",
            "superSocket/servers/Second/language, \"en\" (before: not set).",
            "superSocket/servers/Second/maxConnectionNumber, \"3000\" (before: \"2000\").",
            "superSocket/servers/Third was added.",
            "superSocket/servers/Utf8/idleSessionTimeOut, \"2000\" (before: \"1000\").",
            "superSocket/servers/Utf8/maxConnectionNumber, \"3000\" (before: \"2000\").",
        }));
        await Stop(program);
    }

    private static string Text() => new ServerSetup { Attributes = Attributes, Chat = "<log level=\"Info\" />" }.ToXml();

    private static async Task AcceptsLinesOf(ServerProcess program, int bytes)
    {
        // A connection that sends nothing is not idle yet, and one that asks is answered.
        using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await program.EndPoint("Utf8"), new Utf8());
        await romeo.Receives("Welcome to SuperSocket Chat Server");
        await romeo.Sends("HB " + new string('x', bytes - 5));
        Assert.That(await romeo.ReceivesLine(), Does.Not.Contain("命令太长"));
    }

    private static async Task Stop(ServerProcess program)
    {
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    private async Task<ServerProcess> Start()
    {
        await File.WriteAllTextAsync(ConfigFile, Text());
        ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        await program.EndPoint("Utf8");
        return program;
    }

    // As editors do: whole.
    private async Task Save(Func<string, string> change)
    {
        string changed = change(await File.ReadAllTextAsync(ConfigFile));
        await File.WriteAllTextAsync(ConfigFile + "~", changed);
        File.Move(ConfigFile + "~", ConfigFile, overwrite: true);
    }
}
