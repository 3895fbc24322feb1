using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;
using SuperSocket.SocketBase;

namespace ChatServer.Protocol.Requests;

/// <summary>Decodes lines strictly: bytes that are no text are noticed instead of replaced. Thread-safe.</summary>
public sealed class LineDecoder
{
    private const char Replacement = '\uFFFD';

    private readonly Encoding _encoding;
    private readonly Encoding _otherReplacement;
    private readonly bool _isUtf8;

    /// <summary>Makes a decoder.</summary>
    /// <param name="encoding">The listener's encoding.</param>
    public LineDecoder(Encoding encoding)
    {
        _isUtf8 = encoding is UTF8Encoding;
        _encoding = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(Replacement.ToString()));
        _otherReplacement = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("?"));

        string letter = _encoding.GetString([byte.MaxValue]);
        Byte255IsText = letter is not [Replacement] && PrintableText.IsSafe(letter);
    }

    /// <summary>Whether byte 255, with which telnet commands start, is a letter: it is in windows-1251 and its kin.</summary>
    public bool Byte255IsText { get; }

    /// <summary>The byte order mark of UTF-8.</summary>
    public static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <summary>Whether a first line starts with the byte order mark of UTF-8, and the encoding is UTF-8.</summary>
    /// <param name="bytes">The line.</param>
    public bool HasByteOrderMark(ReadOnlySpan<byte> bytes) => _isUtf8 && bytes.StartsWith(ByteOrderMark);

    /// <summary>How many UTF-16 code units a line may become.</summary>
    /// <param name="bytes">Length of the line.</param>
    public int MaxText(int bytes) => _isUtf8 ? bytes : _encoding.GetMaxCharCount(bytes);

    /// <summary>Decodes a line.</summary>
    /// <param name="bytes">The line without its line end.</param>
    /// <param name="text">Gets the text; as long as <see cref="MaxText"/> says.</param>
    /// <param name="length">The length of the text in UTF-16 code units.</param>
    /// <returns>Whether the bytes are text.</returns>
    public bool TryDecode(ReadOnlySpan<byte> bytes, Span<char> text, out int length)
    {
        if (_isUtf8)
            return Utf8.ToUtf16(bytes, text, out _, out length, replaceInvalidSequences: false) == OperationStatus.Done;

        length = _encoding.GetChars(bytes, text);

        // A client may have sent this very character; only one that was put in place of something depends on what is put there.
        ReadOnlySpan<char> decoded = text[..length];
        return !decoded.Contains(Replacement) || decoded.SequenceEqual(_otherReplacement.GetString(bytes));
    }

    /// <summary>Decodes a line into a string.</summary>
    /// <param name="bytes">The line without its line end.</param>
    /// <param name="line">The text.</param>
    /// <returns>Whether the bytes are text.</returns>
    public bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? line)
    {
        char[] text = ArrayPool<char>.Shared.Rent(MaxText(bytes.Length));
        line = TryDecode(bytes, text, out int length) ? new string(text, 0, length) : null;
        ArrayPool<char>.Shared.Return(text);
        return line != null;
    }
}
