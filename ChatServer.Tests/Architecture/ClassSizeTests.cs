using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Architecture;

/// <summary>No class is longer than one can read: with all its partial files it has 500 lines, unless it is listed here with a reason.</summary>
public sealed partial class ClassSizeTests
{
    private const int MaxLines = 500;

    private static readonly string[] Folders = ["ChatServer", "ChatServer.Core", "ChatServer.Postgres", "engine", "clients", "benchmarks"];

    private static readonly Dictionary<string, string> Reasons = new()
    {
        ["AppServerBase"] = "Its public surface is that of SuperSocket 1.6.",
        ["AppSession"] = "Its public surface is that of SuperSocket 1.6.",
        ["DefaultBootstrap"] = "Its public surface is that of SuperSocket 1.6.",
        ["WebSocketSession"] = "Its public surface is that of SuperSocket 1.6.",
        ["ChatClient"] = "It is the whole public surface of the client library, and mostly documentation.",
        ["JournalStore"] = "One thread owns all of its state: writing, failing, rebuilding and compacting are states of one machine.",
        ["LocalChat"] = "It is the whole of IChat, and mostly calls of the services that do the work.",
        ["PostgresStore"] = "One thread owns most of its state: writing, failing and taking back are states of one machine.",
    };

    [Test]
    public void Classes_have_at_most_500_lines()
    {
        var lines = new Dictionary<string, int>();
        foreach (string file in Sources.Find(Folders))
        {
            string text = File.ReadAllText(file);
            if (FirstType().Match(text) is { Success: true } type)
                lines[type.Groups["name"].Value] = lines.GetValueOrDefault(type.Groups["name"].Value) + text.Count(c => c == '\n');
        }

        Assert.That(lines.Where(pair => pair.Value > MaxLines && !Reasons.ContainsKey(pair.Key)), Is.Empty);
        Assert.That(Reasons.Keys.Where(name => lines.GetValueOrDefault(name) <= MaxLines), Is.Empty, "These need no reason any more.");
    }

    // A file has one type, and maybe small ones beside it.
    [GeneratedRegex(@"^(?:public |internal |sealed |static |abstract |partial |readonly )*(?:class|struct|record struct|record) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FirstType();
}
