using System.Globalization;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Architecture;

/// <summary>Lines are not longer than .editorconfig says, but for those that were there when it was first checked: their number may only fall.</summary>
public sealed partial class LineLengthTests
{
    [TestCase("ChatServer", 36)]
    [TestCase("ChatServer.Core", 64)]
    [TestCase("ChatServer.Tests", 255)]
    [TestCase("engine", 70)]
    [TestCase("clients", 56)]
    [TestCase("benchmarks", 62)]
    [TestCase("samples", 0)]
    public void Hardly_any_line_is_too_long(string folder, int known)
    {
        int max = int.Parse(Length().Match(File.ReadAllText(Path.Combine(Sources.Root, ".editorconfig"))).Groups[1].Value, CultureInfo.InvariantCulture);
        string[] tooLong =
        [
            .. Sources.Find(folder)
                .SelectMany(file => File.ReadLines(file).Select((line, number) => (Place: $"{Path.GetRelativePath(Sources.Root, file)}:{number + 1}", line.Length)))
                .Where(line => line.Length > max)
                .Select(line => line.Place),
        ];
        Assert.That(tooLong, Has.Length.LessThanOrEqualTo(known), () => string.Join('\n', tooLong));
    }

    [GeneratedRegex(@"^max_line_length = (\d+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}
