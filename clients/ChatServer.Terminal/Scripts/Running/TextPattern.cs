using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;

namespace ChatServer.Terminal.Scripts.Running;

/// <summary>Compares a line with what is expected.</summary>
internal static class TextPattern
{
    /// <summary>Compares; variables that have no value yet get theirs if the line is the expected one.</summary>
    /// <exception cref="EncoderFallbackException">The encoding lacks a character that is expected.</exception>
    public static bool Matches(ScriptText expected, string line, WireText text, ScriptVariables variables)
    {
        var pattern = new StringBuilder("\\A");
        List<string> names = [];
        foreach (TextPart part in variables.FillKnown(expected).Parts)
        {
            switch (part)
            {
                case Literal literal:
                    // Several bytes that are written one by one can form one character.
                    pattern.Append(Regex.Escape(text.Decode(text.Encode(literal.Text))));
                    break;
                case Variable variable:
                    names.Add(variable.Name);
                    pattern.Append("([^ \t]+?)");
                    break;
                default:
                    pattern.Append(".*?");
                    break;
            }
        }

        // Linear in the length of the line, whatever the server sends.
        Match match = Regex.Match(line, pattern.Append("\\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        if (!match.Success)
            return false;
        Dictionary<string, string> found = [];
        for (int i = 0; i < names.Count; i++)
        {
            string value = match.Groups[i + 1].Value;
            if (!found.TryAdd(names[i], value) && found[names[i]] != value)
                return false;
        }

        foreach ((string name, string value) in found)
            variables.Set(name, value);
        return true;
    }
}
