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
        string masked = match.Value;
        foreach (Capture capture in match.Groups["password"].Captures.Reverse())
            masked = masked.Remove(capture.Index - match.Index, capture.Length).Insert(capture.Index - match.Index, WordFor(capture.Value));
        return masked;
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
