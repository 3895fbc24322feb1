using ChatServer.Admin;
using ChatServer.Tests.Kit;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Admin;

/// <summary>Each verb does its work over HTTP, which the command line uses too, and in the chat.</summary>
public class EveryVerbScenarios : AdminScenario
{
    // One after the other; {0} is the door, {1} a directory.
    private static readonly string[] Lines =
    [
        "status", "sessions --max 5", "groups", "reload", "announce Back at 5",
        "user add paris{0} Geheim4711", "user list", "user passwd paris{0} Geheim4712", "user role paris{0} operator",
        "user disable paris{0}", "user enable paris{0}", "ban tybalt{0} --until 1h --reason spam", "bans", "unban tybalt{0}", "mailbox romeo",
        "kick nurse{0}", "purge juliet --to", "backup {1}/{0}", "export {1}/{0}.jsonl", "import {1}/{0}.jsonl", "user remove paris{0}", "forget tybalt{0}",
    ];

    // A drained server does nothing more, the log of a test has no levels, and a chat client cannot send many lines. Other tests show these.
    private static readonly string[] Others = ["drain", "level", "user import"];

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("chat-verbs-");

    [SetUp]
    public Task Start()
    {
        Setup = Setup with { Store = "journal" };
        return StartAdmin();
    }

    [TearDown]
    public void DeleteFiles() => _files.Delete(recursive: true);

    [Test]
    public void No_verb_is_forgotten_here()
        => Assert.That(
            Lines.Select(line => Find(line).Description.Name).Concat(Others).Distinct(),
            Is.EquivalentTo(AdminVerbs.All.Select(verb => verb.Description.Name)));

    [TestCase("tcp")]
    [TestCase("chat")]
    public async Task Every_verb_does_its_work(string door)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await LogIn("nurse" + door);
        await Server.Administer("user role romeo operator");
        await romeo.Sends("Format json");
        await romeo.ReceivesLine();
        foreach (string line in Lines.Select(line => string.Format(null, line, door, _files.FullName)))
        {
            JObject result = door == "tcp" ? (await Post(Http, Find(line).Description.Name, ToJson(line))).Json : await Say(romeo, line);
            Assert.That((bool?)result["ok"], Is.True, () => $"{line}: {result}");
            JObject audited = ReadAudit()[^1];
            Assert.That(((string?)audited["verb"], (string?)audited["door"]), Is.EqualTo((Find(line).Description.Name, door)), line);
        }

        Assert.That(File.ReadAllText(Path.Combine(Server.DataDirectory, "audit.log")), Does.Not.Contain("Geheim"));
    }

    private static async Task<JObject> Say(ScriptedClient romeo, string line)
    {
        await romeo.Sends(new JObject { ["cmd"] = "Admin", ["words"] = new JArray(line.Split(' ')) }.ToString(Formatting.None));
        while (true)
        {
            JObject answer = JObject.Parse(await romeo.ReceivesLine());
            if (answer["result"] is JObject result)
                return result;
        }
    }

    private static AdminVerb Find(string line)
        => AdminVerbs.TryFind(line.Split(' '), out AdminVerb? verb, out _) ? verb : throw new AssertionException($"There is no verb for: {line}");

    private static JObject ToJson(string line)
    {
        AdminVerbDescription verb = Find(line).Description;
        var words = new Queue<string>(line[verb.Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var positions = new Queue<AdminParameter>(verb.Parameters.Where(parameter => parameter.IsPositional));
        var json = new JObject();
        while (words.TryDequeue(out string? word))
        {
            bool isNamed = word.StartsWith("--", StringComparison.Ordinal);
            AdminParameter parameter = isNamed ? verb.Parameters.Single(one => "--" + one.Name == word) : positions.Dequeue();
            json[parameter.Name] = parameter.IsFlag ? true : parameter.IsOption ? words.Dequeue() : word;
            if (!parameter.IsText)
                continue;
            json[parameter.Name] = string.Join(' ', words.Prepend(word));
            words.Clear();
        }

        return json;
    }
}
