using System.Text;

namespace ChatServer.Protocol.Requests;

/// <summary>
/// An encoding whose byte 255 is a letter, such as windows-1251 with its я, as a telnet client reads it: the byte twice (RFC 854). Alone it would start a command
/// of telnet, which takes the next letters with it, and what a user writes would command the telnet of another. Only for sending.
/// </summary>
/// <param name="inner">The encoding of single bytes.</param>
public sealed class TelnetEncoding(Encoding inner) : Encoding
{
    private const byte Iac = byte.MaxValue;

    /// <inheritdoc/>
    public override string WebName => inner.WebName;

    /// <inheritdoc/>
    public override string EncodingName => inner.EncodingName;

    /// <inheritdoc/>
    public override int GetMaxByteCount(int charCount) => inner.GetMaxByteCount(charCount) * 2;

    /// <inheritdoc/>
    public override int GetMaxCharCount(int byteCount) => inner.GetMaxCharCount(byteCount);

    /// <inheritdoc/>
    public override int GetByteCount(char[] chars, int index, int count) => Encode(chars.AsSpan(index, count)).Length;

    /// <inheritdoc/>
    public override int GetByteCount(ReadOnlySpan<char> chars) => Encode(chars).Length;

    /// <inheritdoc/>
    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
        => GetBytes(chars.AsSpan(charIndex, charCount), bytes.AsSpan(byteIndex));

    /// <inheritdoc/>
    public override int GetBytes(ReadOnlySpan<char> chars, Span<byte> bytes)
    {
        byte[] encoded = Encode(chars);
        encoded.CopyTo(bytes);
        return encoded.Length;
    }

    /// <inheritdoc/>
    public override int GetCharCount(byte[] bytes, int index, int count) => inner.GetCharCount(bytes, index, count);

    /// <inheritdoc/>
    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
        => inner.GetChars(bytes, byteIndex, byteCount, chars, charIndex);

    /// <summary>Lines of a message are shared by sessions of equal encodings: this one is equal to none that sends the byte once.</summary>
    /// <param name="value">The other one.</param>
    public override bool Equals(object? value) => value is TelnetEncoding other && other.Inner.Equals(inner);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(nameof(TelnetEncoding), inner);

    private Encoding Inner => inner;

    private byte[] Encode(ReadOnlySpan<char> chars)
    {
        byte[] single = new byte[inner.GetByteCount(chars)];
        inner.GetBytes(chars, single);
        int letters = single.AsSpan().Count(Iac);
        if (letters == 0)
            return single;
        byte[] all = new byte[single.Length + letters];
        int length = 0;
        foreach (byte value in single)
        {
            all[length++] = value;
            if (value == Iac)
                all[length++] = value;
        }

        return all;
    }
}
