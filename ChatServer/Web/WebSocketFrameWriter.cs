using System.Buffers.Binary;
using System.Text;

namespace ChatServer.Web;

/// <summary>
/// Makes frames of the lines for one client: each line becomes a text message without its CR LF. A line that comes in pieces becomes a
/// message of several frames. Not thread-safe.
/// </summary>
internal sealed class WebSocketFrameWriter
{
    /// <summary>Bytes of the longest close frame.</summary>
    public const int MaxControl = 2 + 125;

    private const byte Final = 0x80, Text = 1, CloseFrame = 8, Pong = 10;
    private const int MaxHeader = 10;

    private bool _inMessage;
    private bool _hasCarriageReturn;

    /// <summary>Bytes that the frames of lines may need.</summary>
    /// <param name="lines">The lines.</param>
    public static int MaxSize(ReadOnlySpan<byte> lines) => lines.Length + (3 * lines.Count((byte)'\n')) + (2 * MaxHeader);

    /// <summary>Makes frames.</summary>
    /// <param name="lines">Lines, the last of which may be a piece.</param>
    /// <param name="frames">At least <see cref="MaxSize"/>.</param>
    /// <returns>Bytes of the frames.</returns>
    public int Write(ReadOnlySpan<byte> lines, Span<byte> frames)
    {
        int made = 0;
        while (!lines.IsEmpty)
        {
            int end = lines.IndexOf((byte)'\n');
            ReadOnlySpan<byte> piece = end < 0 ? lines : lines[..end];
            lines = end < 0 ? default : lines[(end + 1)..];

            // A CR of the piece before belongs to the text unless this starts with its LF.
            bool owesCarriageReturn = _hasCarriageReturn && (!piece.IsEmpty || end < 0);
            _hasCarriageReturn = end < 0 && piece.EndsWith((byte)'\r');
            if (piece.EndsWith((byte)'\r'))
                piece = piece[..^1];
            made += WriteFrame(piece, owesCarriageReturn, isFinal: end >= 0, frames[made..]);
        }

        return made;
    }

    /// <summary>Makes the answer to a ping.</summary>
    /// <param name="payload">What the ping held.</param>
    /// <param name="frame">At least <see cref="MaxControl"/>.</param>
    /// <returns>Its bytes.</returns>
    public static int WritePong(ReadOnlySpan<byte> payload, Span<byte> frame)
    {
        frame[0] = Final | Pong;
        frame[1] = (byte)payload.Length;
        payload.CopyTo(frame[2..]);
        return 2 + payload.Length;
    }

    /// <summary>Makes a close frame.</summary>
    /// <param name="close">What it says.</param>
    /// <param name="frame">At least <see cref="MaxControl"/>.</param>
    /// <returns>Its bytes.</returns>
    public static int WriteClose(WebSocketClose close, Span<byte> frame)
    {
        frame[0] = Final | CloseFrame;
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], close.Code);
        int reason = Encoding.UTF8.GetBytes(close.Reason, frame[4..]);
        frame[1] = (byte)(2 + reason);
        return 4 + reason;
    }

    private int WriteFrame(ReadOnlySpan<byte> piece, bool owesCarriageReturn, bool isFinal, Span<byte> frame)
    {
        frame[0] = (byte)((_inMessage ? 0 : Text) | (isFinal ? Final : 0));
        _inMessage = !isFinal;
        int length = piece.Length + (owesCarriageReturn ? 1 : 0);
        int header = WriteLength(length, frame);
        if (owesCarriageReturn)
            frame[header++] = (byte)'\r';
        piece.CopyTo(frame[header..]);
        return header + piece.Length;
    }

    private static int WriteLength(int length, Span<byte> frame)
    {
        if (length < 126)
        {
            frame[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            frame[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)length);
            return 4;
        }

        frame[1] = 127;
        BinaryPrimitives.WriteInt64BigEndian(frame[2..], length);
        return MaxHeader;
    }
}
