using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;

namespace ChatServer.Terminal.Scripts.Recording;

/// <summary>Replaces passwords in sent lines: different passwords by different words, equal ones by the same word.</summary>
internal sealed partial class PasswordMask
{
    private readonly Dictionary<string, string> _words = [];

    /// <summary>A line without its passwords.</summary>
    public string Apply(string line)
    {
        // Over UDP the line starts with a token.
        int start = line.AsSpan().TrimStart() is ['@', ..] ? line.IndexOf('{', StringComparison.Ordinal) : 0;
        string rest = start > 0 && line.AsSpan(0, start).Trim().IndexOf(' ') < 0 ? line[start..] : line;
        return rest.AsSpan().TrimStart() is ['{', ..] ? line[..^rest.Length] + ApplyToJson(rest) : Parameters().Replace(line, Masked);
    }

    // The server's reader accepts more than JSON: single quotes, names without quotes, comments. So the same reader finds the values here.
    private string ApplyToJson(string line)
    {
        var masked = new StringBuilder(line);
        using var reader = new JsonTextReader(new StringReader(line)) { DateParseHandling = DateParseHandling.None, FloatParseHandling = FloatParseHandling.Decimal };
        try
        {
            bool isPassword = false;
            int before = 0;
            while (reader.Read())
            {
                if (isPassword && reader.TokenType is (JsonToken.String or JsonToken.Integer or JsonToken.Float))
                {
                    int moved = masked.Length - line.Length;
                    int start = before + line.AsSpan(before).IndexOfAnyExcept(' ', '\t');
                    string word = reader.TokenType == JsonToken.String ? $"\"{WordFor($"{reader.Value}")}\"" : "0";
                    masked.Remove(start + moved, reader.LinePosition - start).Insert(start + moved, word);
                }

                isPassword = reader is { TokenType: JsonToken.PropertyName, Value: "password" or "old" or "new" } || (isPassword && reader.TokenType == JsonToken.Comment);
                before = reader.LinePosition;
            }

            return masked.ToString();
        }
        catch (JsonException)
        {
            // The server refuses such a line too, whatever it contains.
            int brace = line.IndexOf('{', StringComparison.Ordinal);
            return HasPassword().IsMatch(line) ? line[..(brace + 1)] + WordFor(line) : line;
        }
    }

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

    // Everything after the id, so that a line with too many words reveals no password either.
    [GeneratedRegex(@"^[ \t]*(?:[@#][^ \t]+[ \t]+)*(?:check[ \t]+[^ \t]+(?:[ \t]+(?<password>[^ \t]+))+|passwd(?:[ \t]+(?<password>[^ \t]+))+)", RegexOptions.IgnoreCase)]
    private static partial Regex Parameters();

    [GeneratedRegex("check|passw|\\\\u", RegexOptions.IgnoreCase)]
    private static partial Regex HasPassword();
}
