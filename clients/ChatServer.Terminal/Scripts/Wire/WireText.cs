using System.Text;

namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>
/// Turns bytes into text and back without a loss: a byte that is no text in its encoding becomes a lone surrogate, U+DC80 for byte 0x80 and so on,
/// which no text has.
/// </summary>
internal sealed class WireText
{
    private const char Bad = '\uFFFF';
    private const int LongestCharacter = 4;
    private const int FirstByte = 0xDC00;

    private readonly Encoding _encoding;

    private WireText(Encoding encoding) => _encoding = encoding;

    /// <summary>Finds an encoding by its name.</summary>
    /// <returns><see langword="null"/> if there is none, or one that has no lines as ASCII has them.</returns>
    public static WireText? Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(Bad.ToString()));
            return encoding.GetBytes("a\n") is [(byte)'a', (byte)'\n'] ? new WireText(encoding) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The text of a byte: ASCII, or a lone surrogate.</summary>
    public static char OfByte(byte value) => (char)(value < 0x80 ? value : FirstByte + value);

    /// <summary>Whether a character of a text stands for a byte.</summary>
    public static bool IsByte(string text, int at, out byte value)
    {
        bool isByte = text[at] is >= (char)(FirstByte + 0x80) and <= (char)(FirstByte + 0xFF) && !(at > 0 && char.IsHighSurrogate(text[at - 1]));
        value = isByte ? (byte)(text[at] - FirstByte) : (byte)0;
        return isByte;
    }

    /// <summary>The bytes of a text.</summary>
    /// <exception cref="EncoderFallbackException">The encoding lacks a character.</exception>
    public byte[] Encode(string text)
    {
        List<byte> bytes = [];
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            byte value = 0;
            if (i < text.Length && !IsByte(text, i, out value))
                continue;
            bytes.AddRange(_encoding.GetBytes(text[start..i]));
            if (i < text.Length)
                bytes.Add(value);
            start = i + 1;
        }

        return [.. bytes];
    }

    /// <summary>The text of bytes.</summary>
    public string Decode(ReadOnlySpan<byte> bytes)
    {
        string text = _encoding.GetString(bytes);
        return text.Contains(Bad, StringComparison.Ordinal) ? DecodeEach(bytes) : text;
    }

    private string DecodeEach(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.Length;)
        {
            int length = 1;
            string character = _encoding.GetString(bytes.Slice(i, 1));
            while (character.Contains(Bad, StringComparison.Ordinal) && length < LongestCharacter && i + length < bytes.Length)
                character = _encoding.GetString(bytes.Slice(i, ++length));
            if (character.Contains(Bad, StringComparison.Ordinal))
            {
                character = OfByte(bytes[i]).ToString();
                length = 1;
            }

            text.Append(character);
            i += length;
        }

        return text.ToString();
    }
}
