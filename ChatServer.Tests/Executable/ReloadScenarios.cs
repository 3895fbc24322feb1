using System.Runtime.InteropServices;
using System.Text;
using ChatServer.Tests.Kit;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>
/// An administrator lets the running program read its configuration file again. The file is a symbolic link into another directory, and the program does not
/// look at the contents by itself, so that a change is not noticed before somebody asks for it.
/// </summary>
[Platform(Include = "Linux,MacOsX")]
public class ReloadScenarios
{
    private const string Length = "superSocket/servers/Utf8/maxRequestLength";

    private const string Third = "<server name=\"Third\" serverType=\"ChatServer.Sessions.ChatAppServer, ChatServer\" textEncoding=\"utf-8\">"
        + "<listeners><add ip=\"127.0.0.1\" port=\"0\" /></listeners></server>";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-reload-");
    private string _chat = string.Empty;
    private int _interval;

    private string ConfigFile => Path.Combine(_directory.FullName, "Chat.config");

    private string SavedFile => Path.Combine(_directory.FullName, "saved", "Chat.config");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task A_hang_up_uses_what_may_change_and_tells_what_waits_for_a_restart()
    {
        using ServerProcess program = await Start("<log level=\"Info\" />");
        Save("\"200\"", "\"400\"", "<limits ", "<limits maxAge=\"86400\" ", "<store ", "<store path=\"kept\" ");
        program.Signal(PosixSignal.SIGHUP);
        string start = $"SIGHUP: the configuration file {ConfigFile} was read again.";
        await program.UntilError($"{start} Changed since the start and in use: 3, waiting for a restart: 1.");
        Assert.That(program.Errors, Has.Some.Contains($"this is used from now on: {Length}, \"400\" (before: \"200\")."));
        const string Expected = "this is used at the next start only, because the store is open: chat/store/path, \"kept\" (before: \"data\").";
        Assert.That(program.Errors, Has.Some.Contains(Expected));
        await AcceptsLinesOf(program, 399);

        Save("<store ", "<store path=\"kept\" ");
        program.Signal(PosixSignal.SIGHUP);
        await program.UntilError("was read again. Changed since the start and in use: 0, waiting for a restart: 1.");
        await Stop(program);
    }

    [Test]
    public async Task A_hang_up_with_an_invalid_file_changes_nothing_and_says_so()
    {
        using ServerProcess program = await Start();
        foreach ((string right, string wrong, string error) in new[]
        {
            ("\"200\"", "\"10\"", "The server 'Utf8': maxRequestLength=\"10\" is less than 64."),
            ("</chat>", string.Empty, "The 'chat' start tag on line"),
            ("<limits ", "<limits maxAge=\"many\" ", "everything stays as it was. The value of the property 'maxAge' cannot be parsed."),
            ("maxRequestLength=\"200\"", "maxRequestLength=\"many\"", "'maxRequestLength' cannot be parsed"),
        })
        {
            Save(right, wrong);
            program.Signal(PosixSignal.SIGHUP);
            await program.UntilError(error);
            await program.UntilError($"SIGHUP: the configuration file {ConfigFile} is not used; everything stays as it was.");
            Assert.That(program.Errors, Has.Some.Contains($"The changed configuration file {ConfigFile} is not used; everything stays as it was."));
        }

        await AcceptsLinesOf(program, 199);
        await Stop(program);
    }

    [Test]
    public async Task The_verb_reload_answers_what_has_changed_and_what_is_invalid_on_the_command_line_and_over_http()
    {
        using ServerProcess program = await Start();
        using HttpClient http = UnixHttp.Open(Path.Combine(_directory.FullName, "data", "admin.sock"));
        Assert.That(await Administer("reload"), Is.EqualTo((0, $"The configuration file {ConfigFile} says the same as at the start of the server.")));

        Save("\"200\"", "\"400\"", "</servers>", Third + "</servers>");
        (int exitCode, string text) = await Administer("reload");
        Assert.That(exitCode, Is.Zero);
        Assert.That(text, Does.Match("(?m)^superSocket/servers/Third +added +- +no +-$"));
        Assert.That(text, Does.Match($"(?m)^{Length} +changed +400 +200 +no +-?$"));
        Assert.That(text, Does.Contain($"\nThe configuration file {ConfigFile} was read again."));
        Assert.That(text, Does.EndWith("Changed since the start and in use: 3, waiting for a restart: 0."));
        await AcceptsLinesOf(program, 399);

        Save("\"200\"", "\"10\"");
        (exitCode, text) = await Administer("reload");
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(text, Does.Contain("is not used; everything stays as it was. ").And.Contain("The server 'Utf8': maxRequestLength=\"10\" is less than 64."));
        (int status, JObject json) = await Post(http, "reload");
        Assert.That((status, (string?)json["error"]), Is.EqualTo((409, "refused")));
        Assert.That((string?)json["message"], Does.Contain("maxRequestLength=\"10\" is less than 64."));
        await AcceptsLinesOf(program, 399);

        Save("\"200\"", "\"500\"", "</servers>", Third + "</servers>");
        (status, json) = await Post(http, "reload");
        Assert.That(status, Is.EqualTo(200));
        JToken change = json["changes"]!.First(change => (string?)change["setting"] == Length);
        Assert.That(
            ((string?)change["change"], (string?)change["value"], (string?)change["atStart"], (bool)change["needsRestart"]!),
            Is.EqualTo(("changed", "500", "200", false)));
        await Stop(program);
    }

    [Test]
    public async Task The_verb_level_changes_what_the_log_has_from_now_on()
    {
        using ServerProcess program = await Start("<log level=\"Warn\" />");
        using HttpClient http = UnixHttp.Open(Path.Combine(_directory.FullName, "data", "admin.sock"));
        program.Signal(PosixSignal.SIGHUP);
        Assert.That(await Administer("level", "info", "--log", "Signals"), Is.EqualTo((0, "LOG      LEVEL\n*        warn\nSignals  info")));
        program.Signal(PosixSignal.SIGHUP);
        await program.UntilError("info: Signals[1211] SIGHUP: the configuration file");

        (_, JObject json) = await Post(http, "level", "{\"log\":\"Signals\",\"level\":\"default\"}");
        Assert.That(json["levels"]!.Single().ToString(Formatting.None), Is.EqualTo("{\"log\":\"*\",\"level\":\"warn\"}"));
        Assert.That(await Administer("level", "error"), Is.EqualTo((0, "LOG  LEVEL\n*    error")));
        Save("<log level=\"Warn\" />", "<log level=\"Info\" />");
        Assert.That((await Administer("reload")).Text, Does.Match("(?m)^chat/log/level +changed +Info +Warn +no"));
        Assert.That(await Administer("level"), Is.EqualTo((0, "LOG  LEVEL\n*    info")));
        Assert.That((await Post(http, "level", "{\"level\":\"default\"}")).Status, Is.EqualTo(400));
        Assert.That((await Administer("level", "loud")).ExitCode, Is.EqualTo(2));
        await Stop(program);
    }

    [Test]
    public async Task What_a_link_leads_to_is_looked_at_and_each_reading_is_in_the_audit_log()
    {
        _interval = 1;
        using ServerProcess program = await Start("<log level=\"Info\" />");
        Save("\"200\"", "\"400\"");
        await program.UntilError($"this is used from now on: {Length}, \"400\" (before: \"200\").");
        await AcceptsLinesOf(program, 399);
        program.Signal(PosixSignal.SIGHUP);
        await program.UntilError("SIGHUP: the configuration file");
        Save("\"200\"", "\"10\"");
        await program.UntilError("is less than 64.");
        await Wait.Until(() => ReadAudit().Count == 3, "three lines of the audit log");
        Assert.That(ReadAudit(), Is.EqualTo(new[] { ("file", "done"), ("signal", "done"), ("file", "refused") }));

        // One line of each of the two servers.
        Assert.That(program.Errors.Count(line => line.Contains("is less than 64.", StringComparison.Ordinal)), Is.EqualTo(2));
        await Stop(program);

        List<(string?, string?)> ReadAudit()
            =>
            [
                .. File.ReadAllLines(Path.Combine(_directory.FullName, "data", "audit.log")).Select(JObject.Parse)
                    .Select(line => ((string?)line["door"], (string?)line["result"])),
            ];
    }

    private static ServerSetup Setup(string chat)
        => new() { Attributes = "maxRequestLength=\"200\"", Accounts = "open", Store = "journal", Chat = chat };

    private static async Task AcceptsLinesOf(ServerProcess program, int bytes)
    {
        using ScriptedClient romeo = await ScriptedClient.Connect("romeo", await program.EndPoint("Utf8"), new UTF8Encoding());
        await romeo.Receives("Welcome to SuperSocket Chat Server");
        await romeo.Sends("HB " + new string('x', bytes - 5));
        Assert.That(await romeo.ReceivesLine(), Does.Not.Contain("命令太长"));
    }

    private static async Task Stop(ServerProcess program)
    {
        program.Signal(PosixSignal.SIGTERM);
        Assert.That(await program.Ended(), Is.Zero);
    }

    private static async Task<(int Status, JObject Json)> Post(HttpClient http, string verb, string body = "")
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(new Uri("/api/" + verb, UriKind.Relative), content);
        return ((int)response.StatusCode, JObject.Parse(await response.Content.ReadAsStringAsync()));
    }

    private async Task<(int ExitCode, string Text)> Administer(params string[] words)
    {
        using ServerProcess admin = ServerProcess.OfChatServer(["admin", .. words, "--config", ConfigFile]);
        int exitCode = await admin.Ended();
        string text = string.Join('\n', exitCode == 0 ? admin.Output : admin.Errors);
        const string Prefix = "ChatServer: ";
        return (exitCode, exitCode != 0 && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text);
    }

    private async Task<ServerProcess> Start(string chat = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(SavedFile)!);
        _chat = chat;
        Save();
        File.CreateSymbolicLink(ConfigFile, SavedFile);
        ServerProcess program = ServerProcess.OfChatServer("--config", ConfigFile);
        await program.EndPoint("Utf8");
        return program;
    }

    // Saves the file as it was at the start, with differences.
    private void Save(params string[] replaced)
    {
        string text = Setup(_chat).ToXml().Replace("<superSocket>", $"<superSocket fileCheckInterval=\"{_interval}\">", StringComparison.Ordinal);
        for (int i = 0; i < replaced.Length; i += 2)
            text = text.Replace(replaced[i], replaced[i + 1], StringComparison.Ordinal);
        File.WriteAllText(SavedFile, text);
    }
}
