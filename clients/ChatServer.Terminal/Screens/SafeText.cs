using System.Globalization;

namespace ChatServer.Terminal.Screens;

/// <summary>Makes foreign text safe for a terminal: control characters become pictures, and characters that change the direction are replaced.</summary>
internal static class SafeText
{
    /// <summary>The text on one line.</summary>
    public static string Of(string text) => text.Any(IsUnsafe) ? string.Concat(text.Select(c => IsUnsafe(c) ? Picture(c) : c)) : text;

    private static char Picture(char c) => c switch
    {
        '\t' => ' ',
        < ' ' => (char)('\u2400' + c),
        '\u007f' => '\u2421',
        _ => '\ufffd',
    };

    private static bool IsUnsafe(char c)
        => char.IsControl(c)
            || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || c is '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
