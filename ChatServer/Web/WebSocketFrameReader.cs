using System.Buffers;
using SuperSocket.SocketEngine.WebSockets;

namespace ChatServer.Web;

/// <summary>
/// Makes lines of the frames of one client (RFC 6455): each text message becomes its text and a line feed. Frames may come in any number of
/// pieces, and messages in any number of frames. Line ends inside a message count as spaces, and one at its end as nothing, so that a
/// message is always one line. Pings and pongs become blank lines: they count as a client's activity, and against its rate. Not thread-safe.
/// </summary>
/// <param name="limit">A message of so many bytes or more is a fault, as soon as its length is declared.</param>
internal sealed class WebSocketFrameReader(int limit)
{
    /// <summary>How many bytes of the buffer must be free before the received ones: a line may need so many more than its frame.</summary>
    public const int Room = 1 + MaxLineEnd;

    private const int MaxLineEnd = 2;
    private const byte LineFeed = (byte)'\n', CarriageReturn = (byte)'\r', Space = (byte)' ';

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly WebSocketFrameParser _frames = new(WebSocketFrameRules.TextOnly | WebSocketFrameRules.ShortestLength);
    private byte[]? _control;
    private int _controlLength;

    // Of the message that is under way: its bytes until now.
    private long _messageLength;
    private Utf8Check _text;

    // A line end that may be the end of the message: its length, and whether it may still become CR LF.
    private int _held;
    private bool _holdsCarriageReturn;

    /// <summary>The payload of the last ping, until it is answered by <see cref="TakePing"/>.</summary>
    private byte[]? _ping;

    /// <summary>Why the client must be disconnected.</summary>
    public WebSocketClose? Fault => _frames.Fault;

    /// <summary>What the close frame of the client says.</summary>
    public WebSocketClose? PeerClose { get; private set; }

    /// <summary>Whether nothing more is read.</summary>
    public bool HasEnded => Fault != null || PeerClose != null;

    /// <summary>Takes the payload of the last ping that was not taken; <see langword="null"/> if there is none.</summary>
    public byte[]? TakePing()
    {
        byte[]? ping = _ping;
        _ping = null;
        return ping;
    }

    /// <summary>Makes lines of received bytes, in place.</summary>
    /// <param name="buffer">The bytes, behind <see cref="Room"/>; the lines, from its start on.</param>
    /// <param name="received">How many bytes there are.</param>
    /// <returns>How many bytes of lines there are.</returns>
    public int Read(Span<byte> buffer, int received)
    {
        int next = Room;
        int end = received + Room;
        int made = 0;
        while (next < end && !HasEnded)
        {
            if (!_frames.InFrame)
            {
                bool begins = _frames.TryReadHeader(buffer[next..end], out int used);
                next += used;
                if (!begins || !IsShortEnough())
                    continue;
            }

            Span<byte> payload = _frames.ReadPayload(buffer[next..end]);
            next += payload.Length;
            if (WebSocketOpcode.IsControl(_frames.Opcode))
                TakeControl(payload, buffer, ref made);
            else
                TakeText(payload, buffer, ref made);
        }

        return made;
    }

    // Frames that add nothing count as a byte, or a message could have any number of them.
    private bool IsShortEnough()
    {
        bool isControl = WebSocketOpcode.IsControl(_frames.Opcode);
        if (!isControl || _frames.InMessage)
            _messageLength += isControl || (_frames.Left == 0 && !_frames.IsFinal) ? 1 : Math.Min(_frames.Left, limit);
        return _messageLength < limit
            || _frames.Fail(new WebSocketClose(WebSocketClose.TooBig, $"a message must be shorter than {limit} bytes"));
    }

    private void TakeText(Span<byte> payload, Span<byte> buffer, ref int made)
    {
        if (!_text.TryAdd(payload))
        {
            _frames.Fail(new WebSocketClose(WebSocketClose.InvalidText, "the text is not UTF-8"));
            return;
        }

        made += TakeLineEnd(ref payload, buffer[made..]);
        payload.ReplaceAny(LineEnds, Space);
        payload.CopyTo(buffer[made..]);
        made += payload.Length;
        if (_frames.Left > 0)
            return;
        _frames.EndFrame();
        if (!_frames.IsFinal)
            return;

        if (!_text.IsComplete)
        {
            _frames.Fail(new WebSocketClose(WebSocketClose.InvalidText, "the text is not UTF-8"));
            return;
        }

        buffer[made++] = LineFeed;
        _messageLength = 0;
        _held = 0;
        _holdsCarriageReturn = false;
    }

    // Keeps the line end of a piece back, and gives out the one that was kept as spaces, unless both are one.
    private int TakeLineEnd(ref Span<byte> piece, Span<byte> target)
    {
        if (piece.IsEmpty)
            return 0;
        byte last = piece[^1];
        bool completes = piece.Length == 1 && last == LineFeed && _holdsCarriageReturn;
        int given = completes ? 0 : _held;
        int held = piece.EndsWith("\r\n"u8) ? 2 : last is LineFeed or CarriageReturn ? 1 : 0;
        piece = piece[..^held];
        _held = completes ? 2 : held;
        _holdsCarriageReturn = last == CarriageReturn;

        // Nothing of the piece is overwritten: there is room before it.
        target[..given].Fill(Space);
        return given;
    }

    private void TakeControl(ReadOnlySpan<byte> payload, Span<byte> buffer, ref int made)
    {
        if (_frames.Left > 0 || _controlLength > 0)
        {
            _control ??= new byte[WebSocketOpcode.MaxControlPayload];
            payload.CopyTo(_control.AsSpan(_controlLength));
            _controlLength += payload.Length;
            if (_frames.Left > 0)
                return;
            payload = _control.AsSpan(0, _controlLength);
        }

        if (_frames.Opcode == WebSocketOpcode.Close)
            TakeClose(payload);
        else if (_frames.Opcode == WebSocketOpcode.Ping)
            _ping = payload.ToArray();
        _control = null;
        _controlLength = 0;
        _frames.EndFrame();
        if (!_frames.InMessage && !HasEnded)
            buffer[made++] = LineFeed;
    }

    private void TakeClose(ReadOnlySpan<byte> payload)
    {
        if (WebSocketFrames.ReadClose(payload, WebSocketClose.IsAllowed, out WebSocketClose close) is { } fault)
            _frames.Fail(fault);
        else
            PeerClose = close with { Reason = string.Empty };
    }
}
