using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Terminal.Scripts.Wire;

namespace ChatServer.Terminal.Scripts.Syntax;

/// <summary>
/// The text of a script, as it is written. A backslash is an ordinary character, so that JSON needs no second one, but in <c>\xNN</c> (a byte),
/// <c>\u{N}</c> (a character), <c>\{</c> (a brace) and at the end of a line.
/// </summary>
internal static partial class Escapes
{
    /// <summary>Appends a literal as it is written, so that a terminal shows all of it and obeys none of it.</summary>
    public static void Append(StringBuilder written, string literal)
    {
        for (int i = 0; i < literal.Length; i++)
        {
            char c = literal[i];
            bool isPair = char.IsSurrogatePair(literal, i);
            if (WireText.IsByte(literal, i, out byte raw) || (c < 0x80 && char.IsControl(c)))
                written.Append(CultureInfo.InvariantCulture, $"\\x{(c < 0x80 ? (byte)c : raw):x2}");
            else if (c == '\\' && IsEscape(literal, i))
                written.Append("\\x5c");
            else if (c == '{' && Name().IsMatch(literal, i))
                written.Append("\\{");
            else if (IsUnseen(literal, i))
                written.Append(CultureInfo.InvariantCulture, $"\\u{{{(isPair ? char.ConvertToUtf32(literal, i) : c):x}}}");
            else
                written.Append(literal, i, isPair ? 2 : 1);
            if (isPair)
                i++;
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It is not written as it should be; the message says what is wrong.</exception>
    public static ScriptText Read(string written)
    {
        List<TextPart> parts = [];
        var literal = new StringBuilder();
        for (int i = 0; i < written.Length;)
        {
            if (written[i] == '\\')
                i += ReadEscape(written, i, literal);
            else if (written[i] == '{' && Name().Match(written, i) is { Success: true } name)
            {
                EndLiteral();
                parts.Add(name.Value == "{*}" ? new Anything() : new Variable(name.Value[1..^1]));
                i += name.Length;
            }
            else if (written[i] != '\t' && char.IsControl(written[i]))
                throw new FormatException($"a control character must be written as \\x{(int)written[i]:x2}");
            else
                literal.Append(written[i++]);
        }

        EndLiteral();
        return new ScriptText(parts);

        void EndLiteral()
        {
            if (literal.Length > 0)
                parts.Add(new Literal(literal.ToString()));
            literal.Clear();
        }
    }

    // Returns how many characters it took.
    private static int ReadEscape(string written, int at, StringBuilder literal)
    {
        if (Byte().Match(written, at) is { Success: true } code)
        {
            byte value = byte.Parse(code.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            literal.Append(WireText.OfByte(value));
            return code.Length;
        }

        if (Character().Match(written, at) is { Success: true } character
            && Rune.TryCreate(int.Parse(character.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture), out Rune rune))
        {
            literal.Append(rune);
            return character.Length;
        }

        string rest = written[at..];
        if (rest.StartsWith("\\x", StringComparison.Ordinal))
            throw new FormatException("\\x needs two hexadecimal digits; a backslash before an x is written \\x5c");
        if (rest.StartsWith("\\u{", StringComparison.Ordinal))
            throw new FormatException("\\u{ needs the hexadecimal number of a character and }; a backslash before u{ is written \\x5c");
        bool isBrace = rest.StartsWith("\\{", StringComparison.Ordinal);
        literal.Append(isBrace ? '{' : '\\');
        return isBrace ? 2 : 1;
    }

    // Whether the backslash would be read as something else.
    private static bool IsEscape(string literal, int at)
        => at + 1 == literal.Length || literal[at + 1] is 'x' or '{' || literal.AsSpan(at + 1).StartsWith("u{", StringComparison.Ordinal);

    private static bool IsUnseen(string literal, int at) => CharUnicodeInfo.GetUnicodeCategory(literal, at) switch
    {
        UnicodeCategory.SpaceSeparator => literal[at] is not (' ' or '\u3000'),
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };

    [GeneratedRegex(@"\G\\x([0-9A-Fa-f]{2})")]
    private static partial Regex Byte();

    [GeneratedRegex(@"\G\\u\{([0-9A-Fa-f]{1,6})\}")]
    private static partial Regex Character();

    [GeneratedRegex(@"\G\{(?:[A-Za-z][A-Za-z0-9_]*|\*)\}")]
    private static partial Regex Name();
}
