using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Architecture;

/// <summary>The pages that lead a reader through the code name files that exist.</summary>
public sealed partial class NamedFilesTests
{
    [TestCase("architecture.md")]
    [TestCase("hot-path.md")]
    public void The_files_of_the_page_exist(string page)
    {
        string[] files = [.. SourceFile().Matches(Read(page)).Select(match => match.Groups[1].Value)];
        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Where(file => !File.Exists(Path.Combine(Sources.Root, file))), Is.Empty);
    }

    [Test]
    public void The_stations_of_a_message_are_numbered_files_that_exist()
    {
        string section = Read("architecture.md").Split("### Stations")[1].Split("\n## ")[0];
        string project = string.Empty;
        int number = 0;
        foreach (Match row in StationRow().Matches(section))
        {
            if (row.Groups["project"].Success)
                project = row.Groups["project"].Value;
            else
                Assert.That(row.Groups["number"].Value, Is.EqualTo($"{++number}"));
            if (row.Groups["file"].Success)
                Assert.That(File.Exists(Path.Combine(Sources.Root, project, row.Groups["file"].Value)), Is.True, row.Value);
        }

        Assert.That(number, Is.GreaterThan(20));
    }

    private static string Read(string page) => File.ReadAllText(Path.Combine(Sources.Root, "docs", page));

    [GeneratedRegex("`((?:ChatServer|engine|benchmarks|clients)[A-Za-z./]*/[A-Za-z./]*\\.cs(?:proj)?)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex("^\\| (?:\\| \\*\\*`(?<project>[^`]+)`|(?<number>[0-9]+) \\| (?:`(?<file>[^`]+)`|same))", RegexOptions.Multiline)]
    private static partial Regex StationRow();
}
