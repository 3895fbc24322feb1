using ChatServer.Terminal.Scripts.Running;
using ChatServer.Terminal.Scripts.Syntax;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>The scripts that documents show are true, each on a server of its own, and however their lines are cut into packets.</summary>
internal sealed class DocumentScenarios : ScriptScenario
{
    private static readonly string[] Documents = ["protocol.md", "chat-scripts.md"];

    public static IEnumerable<TestCaseData> Scripts
        => from document in Documents
           from script in Read(document)
           from packets in Enum.GetValues<Packets>()
           where packets == Packets.Written || !script.SaysPackets
           select new TestCaseData(document, script.Statements[0].Line, packets) { TestName = $"{{m}}({Heading(document, script)}, line {script.Statements[0].Line}, {packets})" };

    [TestCaseSource(nameof(Scripts))]
    public async Task What_a_document_shows_is_what_happens(string document, int line, Packets packets)
    {
        ChatScript script = Read(document).Single(script => script.Statements[0].Line == line);

        // The protocol shows people whose accounts exist.
        if (document == "protocol.md")
        {
            foreach (string id in (string[])["alice", "bob", "romeo", "juliet"])
                await Server.Accounts.AddAsync(id, "secret");
        }

        Assert.That(await Failure(script, Options with { Packets = packets }), Is.Null);
    }

    [Test]
    public void The_protocol_shows_conversations_as_scripts_only()
    {
        string[] lines = File.ReadAllLines(Find("protocol.md"));
        Assert.That(lines.Where(line => line.StartsWith("C: ", StringComparison.Ordinal) || line.Contains(" C: ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Read("protocol.md"), Has.Count.EqualTo(lines.Count(line => line == "```chat")).And.Count.GreaterThan(10));
    }

    private static IReadOnlyList<ChatScript> Read(string document) => ScriptFile.Read(Find(document), [ScriptVariables.Run]);

    private static string Find(string document) => Path.Combine(AppContext.BaseDirectory, document);

    // The section in which the script stands.
    private static string Heading(string document, ChatScript script)
        => File.ReadLines(Find(document)).Take(script.Statements[0].Line).Last(line => line.StartsWith('#') && line.TrimStart('#') is [' ', ..] && !line.EndsWith('.')).TrimStart('#', ' ');
}
