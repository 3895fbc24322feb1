using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Admin;

/// <summary>The verbs that work on all data: backup, export, import, forget.</summary>
public class DataVerbScenarios : AdminScenario
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("chat-files-");

    [SetUp]
    public Task Start()
    {
        Setup = Setup with { Store = "journal" };
        return StartAdmin();
    }

    [TearDown]
    public void DeleteFiles() => _files.Delete(recursive: true);

    private string In(string name) => Path.Combine(_files.FullName, name);

    [Test]
    public async Task A_backup_under_load_restores_every_message_that_was_acknowledged_before_it()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Receipt on");
        await romeo.ReceivesLine();
        await romeo.ReceivesLine();
        for (int i = 0; i < 50; i++)
            await romeo.Sends($"Chat juliet early {i}");
        for (int i = 0; i < 50; i++)
            await romeo.ReceivesLine();
        using var end = new CancellationTokenSource();
        ScriptedClient tybalt = await LogIn("tybalt");
        Task load = Task.Run(async () =>
        {
            for (int i = 0; !end.IsCancellationRequested; i++)
            {
                await tybalt.Sends($"Chat juliet late {i}");
                await tybalt.ReceivesLine();
            }
        });
        (int status, JObject json) = await Post(Http, "backup", new { directory = In("one") });
        await end.CancelAsync();
        await load;
        Assert.That((status, (string?)json["directory"]), Is.EqualTo((200, In("one"))));
        string? again = (string?)(await Post(Http, "backup", new { directory = In("one") })).Json["message"];
        Assert.That(again, Does.Contain("exists already; a backup never overwrites"));

        BackupReader.Restore(In("one"), In("restored"));
        (JournalContents contents, var records) = Storage.JournalLife.Read(In("restored"));
        Assert.That(contents.Damages, Is.Empty);
        Assert.That(records.Count(record => record.Text?.StartsWith("early", StringComparison.Ordinal) == true), Is.GreaterThanOrEqualTo(50));
        Assert.That(records.Select(record => record.User), Has.Some.EqualTo("romeo"));
    }

    [Test]
    public async Task Of_exports_to_one_file_at_once_one_is_written()
    {
        for (int i = 0; i < 200; i++)
            await Post(Http, "user add", new { id = $"user{i}", password = "secret" });
        Assert.That((await Post(Http, "export", new { file = In("alone") })).Status, Is.EqualTo(200));
        string alone = await File.ReadAllTextAsync(In("alone"));
        for (int round = 0; round < 10; round++)
        {
            string file = In($"export{round}");
            (int Status, JObject Json)[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Post(Http, "export", new { file })));
            Assert.That(results.Count(result => result.Status == 200), Is.EqualTo(1), string.Join('\n', results.Select(result => result.Json)));
            IEnumerable<string?> refusals = results.Where(result => result.Status != 200).Select(result => (string?)result.Json["message"]);
            Assert.That(refusals, Is.All.Contains("under way").Or.Contains("exists already"));
            Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(alone));
        }

        Assert.That(_files.GetFiles("*.incomplete"), Is.Empty);
    }

    [Test]
    [Platform(Include = "Linux")]
    public async Task Each_line_of_the_audit_log_is_flushed_to_the_disk()
    {
        // A device that takes every line, and cannot be flushed.
        string file = Path.Combine(Server.DataDirectory, "audit.log");
        File.Delete(file);
        File.CreateSymbolicLink(file, "/dev/null");
        Assert.That((await Post(Http, "bans")).Status, Is.EqualTo(200));
        Server.ExpectError("The audit log cannot be written, so this stands here only: ");
        Assert.That(Server.Log.Select(line => line.Message), Has.Some.Contains("cannot be flushed to the disk"));
    }

    [TestCase("backup", "directory", "restore.tmp")]
    [TestCase("backup", "directory", "restore.tmp/monday")]
    [TestCase("backup", "directory", "00000002.journal")]
    [TestCase("export", "file", "sub/../other.jsonl")]
    public async Task Nothing_is_written_into_the_directory_of_the_store(string verb, string parameter, string name)
    {
        string path = Path.Combine(Server.DataDirectory, name);
        (int status, JObject json) = await Post(Http, verb, new Dictionary<string, string> { [parameter] = path });
        string expected = $"'{Path.GetFullPath(path)}' is in the directory of the store; choose another {parameter}.";
        Assert.That((status, (string?)json["message"]), Is.EqualTo((400, expected)));
        Assert.That(path, Does.Not.Exist);
    }

    [Test]
    public async Task A_device_is_not_imported()
    {
        (int status, JObject json) = await Post(Http, "import", new { file = "/dev/zero" });
        Assert.That((status, (string?)json["message"]), Is.EqualTo((400, "The file is empty, or no regular file. Nothing was imported.")));
    }

    [TestCase("backup", "directory")]
    [TestCase("export", "file")]
    [TestCase("import", "file")]
    public async Task A_path_must_be_a_full_one_that_can_be_used(string verb, string parameter)
    {
        (int status, JObject json) = await Post(Http, verb, new JObject { [parameter] = "here/there" });
        Assert.That((status, (string?)json["message"]), Is.EqualTo((400, $"'here/there' is no full path of a {parameter}, such as /var/backups/{parameter}.")));
        Assert.That((await Post(Http, verb, new JObject { [parameter] = "/proc/none/such" })).Status, Is.EqualTo(409));
    }

    [Test]
    public async Task An_export_can_be_imported_elsewhere_and_exported_again_as_the_same_text()
    {
        await Populate();
        (int status, JObject json) = await Post(Http, "export", new { file = In("a.jsonl") });
        Assert.That((status, (int)json["accounts"]!, (int)json["groups"]!, (int)json["messages"]!, (int)json["bans"]!), Is.EqualTo((200, 3, 1, 3, 2)));
        string text = await File.ReadAllTextAsync(In("a.jsonl"));
        Assert.That((await Post(Http, "export", new { file = In("a.jsonl") })).Status, Is.EqualTo(409), "it exists");

        using (var other = new RunningServer(Setup))
        {
            Assert.That(
                await other.Administer($"import {In("a.jsonl")}"),
                Is.EqualTo("3 accounts, 2 bans, 2 memberships and 3 messages were imported; 0 existed already."));
            Assert.That(await other.Administer($"import {In("a.jsonl")}"), Does.EndWith("8 existed already."));
            other.Restart();
            await other.Administer($"export {In("b.jsonl")}");
            Assert.That(await File.ReadAllTextAsync(In("b.jsonl")), Is.EqualTo(text));

            using ScriptedClient juliet = await ScriptedClient.Connect("juliet", other.EndPoint("utf-8"), new System.Text.UTF8Encoding());
            await juliet.Sends("Check juliet wrong", "Check juliet secret");
            await juliet.Receives(Welcome, "账号或密码错误", LoggedIn);
            string[] lines = [await juliet.ReceivesLine(), await juliet.ReceivesLine()];
            Assert.That(lines[0], Does.StartWith("romeo 给你发送消息:direct words "));
            Assert.That(lines[1], Does.Contain("group words"));
        }
    }

    [Test]
    public async Task An_import_reaches_those_who_are_online()
    {
        await Populate();
        await Post(Http, "export", new { file = In("a.jsonl") });
        using var other = new RunningServer(Setup with { Accounts = "none" });
        using ScriptedClient juliet = await ScriptedClient.Connect("juliet", other.EndPoint("utf-8"), new System.Text.UTF8Encoding());
        await juliet.Sends("Check juliet any");
        await juliet.Receives(Welcome, LoggedIn);
        await other.Administer($"import {In("a.jsonl")}");
        string[] lines = [await juliet.ReceivesLine(), await juliet.ReceivesLine(), await juliet.ReceivesLine()];
        Assert.That(lines, Has.One.Contains("direct words").And.One.Contains("group words"));
    }

    [TestCase("""{"type":"account","id":"tom","hash":"x","passwordSet":"2026-01-01T00:00:00Z"}""", "Line 3: the hash is none of this server")]
    [TestCase("""{"type":"account","id":"t m","hash":"x","passwordSet":"2026-01-01T00:00:00Z"}""", "Line 3: 't m' is no id")]
    [TestCase("""{"type":"group","group":"verona","members":["nobody"]}""", "Line 3: the member nobody of the group verona has no account")]
    [TestCase("""{"type":"message","id":"00000000-0000-4000-8000-000000000000","from":"a","to":["b"],"text":"x"}""", "Line 3: 00000000-")]
    [TestCase("""{"type":"message","id":"01970000-0000-7000-8000-000000000000","from":"a","to":["b","c"],"text":"x"}""", "Line 3: a message to no group has")]
    [TestCase("""{"type":"message","id":"01970000-0000-7000-8000-000000000000","from":"a","to":["b"],"text":"\u001b[31m"}""", "Line 3: the text is not")]
    [TestCase("""{"type":"ban","target":"carl","color":"red"}""", "Line 3: the field 'color' has no meaning here")]
    [TestCase("""{"type":"ban","target":"carl"}{}""", "Line 3: ")]
    [TestCase("nothing", "Line 3: ")]
    [TestCase("""{"type":"ban","target":"bob"}""", "Line 3: the ban of bob is there twice")]
    public async Task A_wrong_line_is_named_and_nothing_is_imported(string line, string reason)
    {
        await File.WriteAllTextAsync(In("wrong.jsonl"), $$"""
            {"type":"export","version":1}
            {"type":"ban","target":"bob"}
            {{line}}
            """);
        (int status, JObject json) = await Post(Http, "import", new { file = In("wrong.jsonl") });
        Assert.That(status, Is.EqualTo(400).Or.EqualTo(409));
        Assert.That((string?)json["message"], Does.StartWith(reason).And.EndWith("Nothing was imported."));
        Assert.That((await Post(Http, "bans")).Json["bans"], Is.Empty);
    }

    [Test]
    public async Task An_account_with_another_password_is_not_overwritten()
    {
        await LogIn("romeo");
        await Post(Http, "export", new { file = In("a.jsonl") });
        await Post(Http, "user passwd", new { id = "romeo", password = "other" });
        Assert.That(
            (string?)(await Post(Http, "import", new { file = In("a.jsonl") })).Json["message"],
            Is.EqualTo("Line 2: there is an account romeo already, with another password. Nothing was imported."));
    }

    [Test]
    public async Task Nothing_of_a_forgotten_user_is_left_on_the_disk()
    {
        await Populate();
        await Post(Http, "ban", new { target = "romeo" });
        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        await juliet.ReceivesLine();
        await juliet.ReceivesLine();
        Assert.That(FindOnDisk("words"), Is.Not.Empty);
        (int status, JObject json) = await Post(Http, "forget", new { id = "romeo" });
        Assert.That((status, (bool)json["hadAccount"]!, (long)json["to"]!, (long)json["from"]!), Is.EqualTo((200, true, 0L, 3L)));
        Assert.That((string?)json["message"], Does.EndWith("The ban of romeo stays; 'unban romeo' removes it."));
        await Post(Http, "unban", new { target = "romeo" });
        await Post(Http, "forget", new { id = "romeo" });
        Assert.That(FindOnDisk("words"), Is.Empty);
        Assert.That(FindOnDisk("romeo"), Is.Empty);
        Assert.That(Server.Chat.Knows("romeo"), Is.False);

        Server.Restart();
        Assert.That(FindOnDisk("romeo"), Is.Empty);
        Assert.That(await Server.Administer("user list"), Does.Not.Contain("romeo").And.Contain("juliet"));
        Assert.That(await Server.Administer("forget romeo"), Does.StartWith("There was no account; everything else of romeo was erased, with 0 messages to"));
        Assert.That(ReadAudit().Select(line => (string?)line["verb"]), Has.Some.EqualTo("forget"), "that it was done stays on record");
    }

    [Test]
    public async Task A_forgotten_user_who_is_online_is_disconnected()
    {
        ScriptedClient romeo = await LogIn("romeo");
        Assert.That((await Post(Http, "forget", new { id = "romeo" })).Status, Is.EqualTo(200));
        await romeo.Receives("管理员已删除您的账号,您已经下线");
        await romeo.ReceivesEnd();
    }

    // romeo and juliet are in verona; romeo has written to juliet, to the group and, with a reference, to a stranger.
    private async Task Populate()
    {
        foreach (string id in new[] { "juliet", "romeo", "tybalt" })
            await Post(Http, "user add", new { id, password = "secret" });
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Join verona");
        await juliet.ReceivesLine();
        await juliet.Sends("Quit");
        await juliet.ReceivesLine();
        await UntilOffline("juliet");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join verona", "Chat juliet direct words", "Say verona group words");
        for (int i = 0; i < 2; i++)
            await romeo.ReceivesLine();
        await romeo.Sends("Format json", """{"cmd":"Chat","to":"stranger","text":"tracked words","ref":"r1"}""");
        await romeo.ReceivesLine();
        await romeo.ReceivesLine();
        await romeo.Sends("""{"cmd":"Quit"}""");
        await romeo.ReceivesLine();
        await UntilOffline("romeo");
        await Post(Http, "user role", new { id = "tybalt", role = "operator" });
        await Post(Http, "ban", new { target = "192.0.2.0/24", reason = "spam" });
        await Post(Http, "ban", new { target = "paris", until = "7d" });
    }

    private string[] FindOnDisk(string text)
        => [.. Directory.GetFiles(Server.DataDirectory, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not "audit.log" and not "lock" and not "admin.sock")
            .Where(file => File.ReadAllText(file, System.Text.Encoding.Latin1).Contains(text, StringComparison.Ordinal))];
}
