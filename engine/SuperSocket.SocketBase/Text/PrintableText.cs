using System.Buffers;
using System.Globalization;
using System.Text;

namespace SuperSocket.SocketBase;

/// <summary>
/// Our extension: makes text from outside safe for a terminal or a log. Control characters become their visible pictures
/// (U+2400 and on), characters that reorder or break a line become U+FFFD, and so do those that code pages encode as a byte that is
/// no text. Everything else, spaces and tabs included, stays.
/// </summary>
public static class PrintableText
{
    private const char Replacement = '\uFFFD';

    // C0 except tab, DEL, C1; line and paragraph separator; bidi embeddings, overrides and isolates (Unicode TR9, "Trojan Source");
    // private characters that stand for the unassigned bytes of code pages: U+F8F5 in gb2312 is byte 255, which telnet obeys.
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(IsUnsafe)]);

    // Most texts, and much faster to search for.
    private static readonly SearchValues<char> UnsafeAscii = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Select(code => (char)code).Where(IsUnsafe)]);

    private static readonly SearchValues<char> UnsafeInLines = SearchValues.Create(
        [.. Enumerable.Range(0, 0x10000).Select(code => (char)code).Where(c => c != '\n' && IsUnsafe(c))]);

    /// <summary>Makes a text safe to print on one line.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The same object if nothing had to change.</returns>
    public static string Line(string text) => MakeSafe(text, Ascii.IsValid(text) ? UnsafeAscii : Unsafe);

    /// <summary>Makes a text of several lines safe to print; line feeds stay, also those of CR LF pairs.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The same object if nothing had to change.</returns>
    public static string Lines(string text) => MakeSafe(text.Replace("\r\n", "\n", StringComparison.Ordinal), UnsafeInLines);

    /// <summary>Whether a text is safe to print on one line as it is.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Whether <see cref="Line"/> would leave it alone.</returns>
    public static bool IsSafe(ReadOnlySpan<char> text) => text.IndexOfAny(Unsafe) < 0;

    private static string MakeSafe(string text, SearchValues<char> unsafeCharacters)
    {
        if (text.AsSpan().IndexOfAny(unsafeCharacters) < 0)
            return text;

        return string.Create(text.Length, (text, unsafeCharacters), static (span, state) =>
        {
            state.text.CopyTo(span);
            for (Span<char> rest = span; ;)
            {
                int index = rest.IndexOfAny(state.unsafeCharacters);
                if (index < 0)
                    return;
                rest[index] = Picture(rest[index]);
                rest = rest[(index + 1)..];
            }
        });
    }

    private static char Picture(char c) => c switch
    {
        < ' ' => (char)('\u2400' + c),
        '\u007F' => '\u2421',
        _ => Replacement,
    };

    private static bool IsUnsafe(char c)
        => (char.IsControl(c) && c != '\t')
            || char.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or (>= '\uF8E0' and <= '\uF8FE');
}
