using System.Text;
using System.Text.RegularExpressions;

namespace ChatServer.Terminal.Plays.Recording;

/// <summary>Replaces passwords in what somebody sends: each by another word, the same by the same.</summary>
internal sealed partial class PasswordMask
{
    private readonly Dictionary<string, string> _words = [];

    /// <summary>A line without its passwords.</summary>
    public string Apply(string line)
        => line.AsSpan().TrimStart() is ['{', ..] ? Fields().Replace(line, Masked) : Parameters().Replace(line, Masked);

    private string Masked(Match match)
    {
        var masked = new StringBuilder(match.Value);
        int moved = -match.Index;
        foreach (Capture password in match.Groups["password"].Captures)
        {
            string word = WordFor(password.Value);
            masked.Remove(password.Index + moved, password.Length).Insert(password.Index + moved, word);
            moved += word.Length - password.Length;
        }

        return masked.ToString();
    }

    private string WordFor(string password)
    {
        if (!_words.TryGetValue(password, out string? word))
            _words.Add(password, word = _words.Count == 0 ? "secret" : $"secret{_words.Count + 1}");
        return word;
    }

    // All behind the id, so that a line with too many words has no password either.
    [GeneratedRegex(@"^[ \t]*(?:#[^ \t]+[ \t]+)?(?:check[ \t]+[^ \t]+(?:[ \t]+(?<password>[^ \t]+))+|passwd(?:[ \t]+(?<password>[^ \t]+))+)", RegexOptions.IgnoreCase)]
    private static partial Regex Parameters();

    [GeneratedRegex("""
        "(?:password|old|new)"\s*:\s*"(?<password>(?:[^"\\]|\\.)*)"
        """)]
    private static partial Regex Fields();
}
