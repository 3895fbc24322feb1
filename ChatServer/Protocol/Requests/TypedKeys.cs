using System.Text;

namespace ChatServer.Protocol.Requests;

/// <summary>
/// Keys that a terminal without line editing sends as they are typed, such as the telnet of Windows: Backspace, as BS or DEL, takes back the character
/// before it. It cannot take back more than the line has.
/// </summary>
public static class TypedKeys
{
    private const char Backspace = '\b';
    private const char Delete = '\u007F';

    /// <summary>Whether there are such keys in the bytes of a line. No encoding of a listener has these bytes in other characters.</summary>
    /// <param name="bytes">The line.</param>
    public static bool AreIn(ReadOnlySpan<byte> bytes) => bytes.ContainsAny((byte)Backspace, (byte)Delete);

    /// <summary>Edits a line as its keys say.</summary>
    /// <param name="text">The line; its start becomes the edited line.</param>
    /// <returns>The length of the edited line.</returns>
    public static int Apply(Span<char> text)
    {
        int length = 0;
        foreach (char c in text)
        {
            if (c is not (Backspace or Delete))
                text[length++] = c;
            else if (length > 0)
                length -= LengthOfLast(text[..length]);
        }

        return length;
    }

    private static int LengthOfLast(ReadOnlySpan<char> text)
        => Rune.DecodeLastFromUtf16(text, out _, out int length) == System.Buffers.OperationStatus.Done ? length : 1;
}
