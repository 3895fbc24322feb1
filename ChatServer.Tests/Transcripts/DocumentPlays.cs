using ChatServer.Terminal.Plays.Running;
using ChatServer.Terminal.Plays.Script;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>The plays that documents show are true, each on a server of its own, and however their lines are cut into packets.</summary>
internal sealed class DocumentPlays : TranscriptPlay
{
    private static readonly string[] Documents = ["protocol.md", "chat-scripts.md"];

    public static IEnumerable<TestCaseData> Plays
        => from document in Documents
           from play in Read(document)
           from packets in Enum.GetValues<Packets>()
           where packets == Packets.Written || !play.SaysPackets
           select new TestCaseData(document, play.Statements[0].Line, packets) { TestName = $"{{m}}({Heading(document, play)}, line {play.Statements[0].Line}, {packets})" };

    [TestCaseSource(nameof(Plays))]
    public async Task What_a_document_shows_is_what_happens(string document, int line, Packets packets)
    {
        Play play = Read(document).Single(play => play.Statements[0].Line == line);

        // The protocol shows people whose accounts exist.
        if (document == "protocol.md")
        {
            foreach (string id in (string[])["alice", "bob", "romeo", "juliet"])
                await Server.Accounts.AddAsync(id, "secret");
        }

        Assert.That(await Failure(play, Options with { Packets = packets }), Is.Null);
    }

    [Test]
    public void The_protocol_shows_conversations_as_plays_only()
    {
        string[] lines = File.ReadAllLines(Find("protocol.md"));
        Assert.That(lines.Where(line => line.StartsWith("C: ", StringComparison.Ordinal) || line.Contains(" C: ", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Read("protocol.md"), Has.Count.EqualTo(lines.Count(line => line == "```chat")).And.Count.GreaterThan(10));
    }

    private static IReadOnlyList<Play> Read(string document) => PlayFile.Read(Find(document), [PlayVariables.Run]);

    private static string Find(string document) => Path.Combine(AppContext.BaseDirectory, document);

    // The section in which the play stands.
    private static string Heading(string document, Play play)
        => File.ReadLines(Find(document)).Take(play.Statements[0].Line).Last(line => line.StartsWith('#') && line.TrimStart('#') is [' ', ..] && !line.EndsWith('.')).TrimStart('#', ' ');
}
