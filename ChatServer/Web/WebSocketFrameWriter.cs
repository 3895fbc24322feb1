using SuperSocket.SocketEngine.WebSockets;

namespace ChatServer.Web;

/// <summary>
/// Makes frames of the lines for one client: each line becomes a text message without its CR LF. A line that comes in pieces becomes a
/// message of several frames. Not thread-safe.
/// </summary>
internal sealed class WebSocketFrameWriter
{
    private bool _inMessage;
    private bool _hasCarriageReturn;

    /// <summary>Bytes that the frames of lines may need.</summary>
    /// <param name="lines">The lines.</param>
    public static int MaxSize(ReadOnlySpan<byte> lines) => lines.Length + (3 * lines.Count((byte)'\n')) + (2 * WebSocketFrames.MaxHeader);

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

    private int WriteFrame(ReadOnlySpan<byte> piece, bool owesCarriageReturn, bool isFinal, Span<byte> frame)
    {
        int length = piece.Length + (owesCarriageReturn ? 1 : 0);
        int header = WebSocketFrames.WriteHeader(_inMessage ? WebSocketOpcode.Continuation : WebSocketOpcode.Text, isFinal, length, frame);
        _inMessage = !isFinal;
        if (owesCarriageReturn)
            frame[header++] = (byte)'\r';
        piece.CopyTo(frame[header..]);
        return header + piece.Length;
    }
}
