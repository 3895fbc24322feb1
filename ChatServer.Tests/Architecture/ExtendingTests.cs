using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Architecture;

/// <summary>The page that says where a change goes names files that exist, at most five for one kind of change.</summary>
public sealed partial class ExtendingTests
{
    private const int MaxFiles = 5;

    // The command of its example.
    private const string Example = "ChatServer/Commands/Mute.cs";

    private static readonly string Text = File.ReadAllText(Path.Combine(Sources.Root, "docs", "extending.md"));

    [Test]
    public void The_files_of_the_page_exist()
    {
        string[] files = [.. SourceFile().Matches(Text).Select(match => match.Groups[1].Value).Where(file => file != Example)];
        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Where(file => !File.Exists(Path.Combine(Sources.Root, file))), Is.Empty);
    }

    [Test]
    public void No_change_needs_more_than_five_product_files()
    {
        foreach (string section in Text.Split("\n## ").Skip(1))
            Assert.That(section.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1, Is.LessThanOrEqualTo(MaxFiles), section.Split('\n')[0]);
    }

    [GeneratedRegex("`(ChatServer[A-Za-z./]*\\.cs)`")]
    private static partial Regex SourceFile();
}
