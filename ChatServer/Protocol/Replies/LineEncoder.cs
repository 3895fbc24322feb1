using ChatServer.Core.Messages;

namespace ChatServer.Protocol.Replies;

/// <summary>Writes and encodes messages for their recipients, in memory that its thread uses for one after another.</summary>
public sealed class LineEncoder
{
    private const int UsualLength = 256;

    // A thread keeps no more than this, in UTF-16 code units and in bytes.
    private const int MaxKept = 16 * 1024;

    [ThreadStatic]
    private static LineEncoder? _ofThread;

    private char[] _line = new char[UsualLength];
    private byte[] _bytes = new byte[UsualLength];

    /// <summary>That of the current thread.</summary>
    public static LineEncoder OfThread => _ofThread ??= new LineEncoder();

    /// <summary>Makes the line of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="form">How the recipient sees it.</param>
    /// <returns>The line with its end; overwritten by the next one of this thread.</returns>
    public ArraySegment<byte> Encode(StoredMessage message, in LineForm form)
    {
        char[] line = _line;
        int characters = form.Format.Write(message, form.IsReplay, form.Language, ref line);
        byte[] bytes = _bytes;
        int max = form.Encoding.GetMaxByteCount(characters);
        if (bytes.Length < max)
            bytes = new byte[max];
        if (line.Length <= MaxKept)
            _line = line;
        if (bytes.Length <= MaxKept)
            _bytes = bytes;
        return new ArraySegment<byte>(bytes, 0, form.Encoding.GetBytes(line, 0, characters, bytes, 0));
    }
}
