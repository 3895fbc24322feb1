using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Executable;

/// <summary>A newcomer follows README word by word: starts the server, compares what it prints, types what is shown, and sees what is shown.</summary>
[TestFixture("README.md")]
[TestFixture("README.zh-CN.md")]
public sealed partial class ReadmeScenarios(string document)
{
    private const string Connect = "$ telnet -E 127.0.0.1 2020";

    private DirectoryInfo _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("chat-readme-");

    [TearDown]
    public void RemoveDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task What_README_shows_is_what_the_shipped_server_prints_and_answers()
    {
        string[] blocks = [.. Block().Matches(Read(document)).Select(match => match.Groups[1].Value)];
        string report = blocks.Single(block => block.StartsWith("Chat server ", StringComparison.Ordinal));
        string[] conversations = [.. blocks.Where(block => block.StartsWith(Connect, StringComparison.Ordinal))];
        Assert.That(conversations, Has.Length.GreaterThanOrEqualTo(3));

        // The shipped configuration, but for the ports, which others may use.
        string config = Path.Combine(_directory.FullName, "App.config");
        await File.WriteAllTextAsync(config, FreePorts.In(Read("App.config")));
        using ServerProcess server = ServerProcess.OfChatServer("--config", config);
        System.Net.IPEndPoint chat = await server.EndPoint("ChatSocket");
        Assert.That(string.Join('\n', server.Output.Select(Normalize)), Is.EqualTo(string.Join('\n', report.Split('\n').Select(Normalize))));

        var ids = new Dictionary<string, string>();
        foreach (string conversation in conversations)
            await Follow(conversation.Split('\n')[1..], chat, ids);
        Assert.That(server.Errors.Where(line => !line.Contains(" warn: ", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void README_shows_how_to_type_Chinese_and_how_to_have_English()
    {
        string text = Read(document);
        Assert.That(text, Does.Contain("telnet -E").And.Contain("Lang en").And.Contain("Help"));
        Assert.That(text.Split('\n').Where(line => line.Contains("telnet 127", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Both_READMEs_have_the_same_blocks_links_and_tables()
    {
        string text = Read(document);
        string other = Read(document == "README.md" ? "README.zh-CN.md" : "README.md");
        Assert.That(Block().Count(text), Is.EqualTo(Block().Count(other)));
        Assert.That(Links(text).Except(Links(other)), Is.Empty);
        Assert.That(text.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)), Is.EqualTo(other.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal))));
        Assert.That(text.Split('\n').Count(line => line.StartsWith("- **", StringComparison.Ordinal)), Is.EqualTo(other.Split('\n').Count(line => line.StartsWith("- **", StringComparison.Ordinal))));
    }

    // What a person types starts with a command, everything else is what the server says. Ids that README shows stand for those that come.
    private static async Task Follow(string[] lines, System.Net.IPEndPoint server, Dictionary<string, string> ids)
    {
        using ScriptedClient newcomer = await ScriptedClient.Connect("newcomer", server, new UTF8Encoding(false));
        newcomer.ShowsNewAccounts = true;
        foreach (string line in lines)
        {
            if (Typed().IsMatch(line))
            {
                await newcomer.Sends(MessageId().Replace(line, match => ids[match.Value]));
                continue;
            }

            string came = await newcomer.ReceivesLine();
            if (MessageId().Match(line) is { Success: true } shown && MessageId().Match(came) is { Success: true } real)
            {
                ids[shown.Value] = real.Value;
                came = came.Replace(real.Value, shown.Value, StringComparison.Ordinal);
            }

            Assert.That(came, Is.EqualTo(line));
        }

        if (!lines[^2].StartsWith("Quit", StringComparison.Ordinal))
            await newcomer.ReceivesNothing();
    }

    private static string Normalize(string line)
    {
        string normal = AddressOfList().Replace(line, "${name} ADDRESS ");
        normal = PortAtEnd().Replace(normal, "127.0.0.1${separator}PORT");
        normal = DirectoryOf().Replace(normal, "DIRECTORY");
        return normal.Replace($"Chat server {ProgramVersion.Text}", "Chat server VERSION", StringComparison.Ordinal).Replace("Chat server 1.0.0", "Chat server VERSION", StringComparison.Ordinal).TrimEnd();
    }

    private static IEnumerable<string> Links(string text) => Link().Matches(text).Select(match => match.Groups[1].Value).Where(link => !link.StartsWith("README", StringComparison.Ordinal) && !link.StartsWith("http", StringComparison.Ordinal) && !link.EndsWith(".png", StringComparison.Ordinal)).Distinct();

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "shipped", file)).ReplaceLineEndings("\n");

    [GeneratedRegex("```\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^(?:Check|Chat|Confirm|Quit|Lang|Help|HB)\\b")]
    private static partial Regex Typed();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex MessageId();

    [GeneratedRegex("^(?<name>  [A-Za-z]+) +127\\.0\\.0\\.1:[0-9]+ +")]
    private static partial Regex AddressOfList();

    [GeneratedRegex("127\\.0\\.0\\.1(?<separator>[: ])[0-9]+")]
    private static partial Regex PortAtEnd();

    [GeneratedRegex("/[^ ]*/(?=App\\.config|data )")]
    private static partial Regex DirectoryOf();

    [GeneratedRegex("\\]\\(([^)#]+)(?:#[^)]*)?\\)")]
    private static partial Regex Link();
}
