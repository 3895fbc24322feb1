using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using SuperSocket.SocketBase;

namespace ChatServer.Lines;

/// <summary>Decodes lines strictly: bytes that are no text are noticed instead of replaced. Thread-safe.</summary>
public sealed class LineDecoder
{
    private const string Replacement = "\uFFFD";

    private readonly Encoding _encoding;
    private readonly Encoding _otherReplacement;
    private readonly bool _isUtf8;

    /// <summary>Makes a decoder.</summary>
    /// <param name="encoding">The listener's encoding.</param>
    public LineDecoder(Encoding encoding)
    {
        _isUtf8 = encoding is UTF8Encoding;
        _encoding = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Replacement));
        _otherReplacement = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("?"));

        string letter = _encoding.GetString([byte.MaxValue]);
        Byte255IsText = letter != Replacement && PrintableText.IsSafe(letter);
    }

    /// <summary>Whether byte 255, with which telnet commands begin, is a letter: it is in windows-1251 and its kin.</summary>
    public bool Byte255IsText { get; }

    /// <summary>Decodes a line.</summary>
    /// <param name="bytes">The line without its line end.</param>
    /// <param name="line">The text.</param>
    /// <returns>Whether the bytes are text.</returns>
    public bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? line)
    {
        line = null;
        if (_isUtf8)
        {
            if (Ascii.IsValid(bytes))
                line = Encoding.ASCII.GetString(bytes);
            else if (Utf8.IsValid(bytes))
                line = Encoding.UTF8.GetString(bytes);
            return line != null;
        }

        string decoded = _encoding.GetString(bytes);

        // A client may have sent this very character; only one that was put in place of something depends on what is put there.
        if (decoded.Contains(Replacement, StringComparison.Ordinal) && _otherReplacement.GetString(bytes) != decoded)
            return false;
        line = decoded;
        return true;
    }
}
