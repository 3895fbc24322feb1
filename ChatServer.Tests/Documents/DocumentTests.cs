using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Documents;

/// <summary>The documents of the repository: their links lead somewhere, and each decision has a status and a row in the index.</summary>
public sealed partial class DocumentTests
{
    private static readonly string[] Roots = ["docs", "samples"];

    public static IEnumerable<string> Documents
        => Directory.GetFiles(Root, "*.md").Concat(Roots.SelectMany(folder => Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'));

    [TestCaseSource(nameof(Documents))]
    public void Every_relative_link_leads_to_a_file_and_a_heading(string document)
    {
        string directory = Path.GetDirectoryName(Path.Combine(Root, document))!;
        List<string> broken = [];
        foreach (Match link in Link().Matches(WithoutCode(Read(document))))
        {
            string path = link.Groups["path"].Value;
            string target = path.Length == 0 ? Path.Combine(Root, document) : Path.GetFullPath(Path.Combine(directory, path));
            bool isThere = File.Exists(target) || Directory.Exists(target);
            if (!isThere || (link.Groups["anchor"] is { Success: true } anchor && !Anchors(target).Contains(anchor.Value)))
                broken.Add(link.Value);
        }

        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void Every_document_is_in_the_index()
    {
        string index = Read("docs/README.md");
        foreach (string file in Directory.GetFiles(Path.Combine(Root, "docs"), "*.md").Select(Path.GetFileName).OfType<string>().Where(file => file != "README.md"))
            Assert.That(index, Does.Contain($"]({file})"));
    }

    [Test]
    public void Every_decision_has_a_status_and_a_row_in_the_index()
    {
        string index = Read("docs/decisions/README.md");
        foreach (string file in Directory.GetFiles(Path.Combine(Root, "docs/decisions"), "0*.md").Select(Path.GetFileName).OfType<string>())
        {
            Match head = DecisionHead().Match(Read($"docs/decisions/{file}"));
            Assert.That(head.Success, $"{file} begins with '# NUMBER. TITLE', an empty line and '**Status.** ...' with a date.");
            Assert.That(index, Does.Contain($"| [{head.Groups["number"].Value}]({file}) | {head.Groups["title"].Value} |"));
        }
    }

    private static string Root => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", ".."));

    private static string Read(string document) => File.ReadAllText(Path.Combine(Root, document)).ReplaceLineEndings("\n");

    // As GitHub makes them: lower case, without punctuation, with hyphens for spaces.
    private static HashSet<string> Anchors(string file)
        => [.. Heading().Matches(CodeBlock().Replace(File.ReadAllText(file).ReplaceLineEndings("\n"), "")).Select(match => NoAnchor().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    private static string WithoutCode(string text) => InlineCode().Replace(CodeBlock().Replace(text, ""), "");

    [GeneratedRegex(@"\]\((?!https?:|mailto:)(?<path>[^)#\s]*)(?:#(?<anchor>[^)\s]+))?\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NoAnchor();

    [GeneratedRegex("`[^`\n]+`")]
    private static partial Regex InlineCode();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^# (?<number>\d+)\. (?<title>.+)\n\n\*\*Status\.\*\* .*\d{4}-\d\d-\d\d.*\n")]
    private static partial Regex DecisionHead();
}
