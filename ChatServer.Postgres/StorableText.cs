using System.Text;

namespace ChatServer.Postgres;

/// <summary>Texts that PostgreSQL can store.</summary>
internal static class StorableText
{
    /// <summary>
    /// Replaces what PostgreSQL refuses: the character U+0000 and unpaired surrogates. A refused text would stop the whole server, because nothing is stored
    /// behind it.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Clean(string? text)
    {
        if (text == null)
            return string.Empty;
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') && !text.Contains('\0'))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar.ToString() : rune.ToString());
        return clean.ToString();
    }
}
