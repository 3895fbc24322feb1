using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Unicode;

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
    private const int MaxControl = 125;
    private const int Final = 0x80, Reserved = 0x70, Masked = 0x80;
    private const int Continuation = 0, Text = 1, Binary = 2, CloseFrame = 8, Ping = 9, Pong = 10;
    private const byte LineFeed = (byte)'\n', CarriageReturn = (byte)'\r', Space = (byte)' ';

    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    private readonly byte[] _header = new byte[14];
    private int _headerLength;
    private bool _inFrame;
    private int _opcode;
    private bool _isFinal;
    private long _left;
    private int _masked;
    private byte[]? _control;
    private int _controlLength;

    // Of the message: whether it is under way, and its bytes until now.
    private bool _inMessage;
    private long _messageLength;
    private Utf8Check _text;

    // A line end that may be the end of the message: its length, and whether it may still become CR LF.
    private int _held;
    private bool _holdsCarriageReturn;

    /// <summary>Why the client must be disconnected.</summary>
    public WebSocketClose? Fault { get; private set; }

    /// <summary>What the close frame of the client says.</summary>
    public WebSocketClose? PeerClose { get; private set; }

    /// <summary>Whether nothing more is read.</summary>
    public bool HasEnded => Fault != null || PeerClose != null;

    /// <summary>The payload of the last ping, until it is answered by <see cref="TakePing"/>.</summary>
    private byte[]? _ping;

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
            if (!_inFrame)
            {
                _header[_headerLength++] = buffer[next++];
                if (!TryBeginFrame())
                    continue;
            }

            int length = (int)Math.Min(_left, end - next);
            Span<byte> payload = buffer.Slice(next, length);
            Unmask(payload);
            next += length;
            _left -= length;
            if (_opcode >= CloseFrame)
                TakeControl(payload, buffer, ref made);
            else
                TakeText(payload, buffer, ref made);
        }

        return made;
    }

    // A byte of the header has come. True when it is complete and in order.
    private bool TryBeginFrame()
    {
        if (_headerLength < 2)
            return false;
        if (_headerLength == 2 && FindFault(_header[0], _header[1]) is { } fault)
            return Fail(fault);

        int declared = _header[1] & ~Masked;
        int lengthBytes = declared switch { 126 => 2, 127 => 8, _ => 0 };
        if (_headerLength < 2 + lengthBytes)
            return false;
        if (_headerLength == 2 + lengthBytes && !TryTakeLength(declared))
            return false;
        if (_headerLength < 6 + lengthBytes)
            return false;

        // The mask moves to where the payload looks for it.
        _header.AsSpan(2 + lengthBytes, 4).CopyTo(_header);
        _headerLength = 0;
        _masked = 0;
        _inFrame = true;
        return true;
    }

    private WebSocketClose? FindFault(byte first, byte second)
    {
        _isFinal = (first & Final) != 0;
        _opcode = first & 0x0F;
        if ((first & Reserved) != 0)
            return new WebSocketClose(WebSocketClose.ProtocolError, "reserved bits are set, and no extension was agreed on");
        if ((second & Masked) == 0)
            return new WebSocketClose(WebSocketClose.ProtocolError, "frames of a client must be masked");
        if (_opcode == Binary)
            return new WebSocketClose(WebSocketClose.Unsupported, "this server takes text frames only");
        if (_opcode is not (Continuation or Text or CloseFrame or Ping or Pong))
            return new WebSocketClose(WebSocketClose.ProtocolError, "an unknown kind of frame");
        if (_opcode >= CloseFrame && (!_isFinal || (second & ~Masked) > MaxControl))
            return new WebSocketClose(WebSocketClose.ProtocolError, "control frames are whole and have 125 bytes at most");
        if ((_opcode == Text && _inMessage) || (_opcode == Continuation && !_inMessage))
            return new WebSocketClose(WebSocketClose.ProtocolError, "a piece of a message is out of its order");
        return null;
    }

    private bool TryTakeLength(int declared)
    {
        _left = declared switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(2)),
            _ => declared,
        };
        if (_left < 0 || (declared == 126 && _left < 126) || (declared == 127 && _left <= ushort.MaxValue))
            return Fail(new WebSocketClose(WebSocketClose.ProtocolError, "a length is written in more bytes than it needs"));

        if (_left >= limit)
            return FailTooBig();

        // Frames that add nothing count as a byte, or a message could have any number of them.
        bool isControl = _opcode >= CloseFrame;
        if (!isControl || _inMessage)
            _messageLength += isControl || (_left == 0 && !_isFinal) ? 1 : _left;
        _inMessage |= _opcode == Text;
        return _messageLength < limit || FailTooBig();
    }

    private bool FailTooBig() => Fail(new WebSocketClose(WebSocketClose.TooBig, $"a message must be shorter than {limit} bytes"));

    private void Unmask(Span<byte> payload)
    {
        Span<byte> mask = stackalloc byte[8];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = _header[(_masked + i) & 3];
        _masked = (_masked + payload.Length) & 3;

        Span<ulong> words = MemoryMarshal.Cast<byte, ulong>(payload);
        ulong word = MemoryMarshal.Read<ulong>(mask);
        for (int i = 0; i < words.Length; i++)
            words[i] ^= word;
        for (int i = words.Length * 8; i < payload.Length; i++)
            payload[i] ^= mask[i & 7];
    }

    private void TakeText(Span<byte> payload, Span<byte> buffer, ref int made)
    {
        if (!_text.TryAdd(payload))
        {
            Fail(new WebSocketClose(WebSocketClose.InvalidText, "the text is not UTF-8"));
            return;
        }

        made += TakeLineEnd(ref payload, buffer[made..]);
        payload.ReplaceAny(LineEnds, Space);
        payload.CopyTo(buffer[made..]);
        made += payload.Length;
        _inFrame = _left > 0;
        if (_inFrame || !_isFinal)
            return;

        if (!_text.IsComplete)
        {
            Fail(new WebSocketClose(WebSocketClose.InvalidText, "the text is not UTF-8"));
            return;
        }

        buffer[made++] = LineFeed;
        _inMessage = false;
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
        if (_left > 0 || _controlLength > 0)
        {
            _control ??= new byte[MaxControl];
            payload.CopyTo(_control.AsSpan(_controlLength));
            _controlLength += payload.Length;
            if (_left > 0)
                return;
            payload = _control.AsSpan(0, _controlLength);
        }

        if (_opcode == CloseFrame)
            TakeClose(payload);
        else if (_opcode == Ping)
            _ping = payload.ToArray();
        _control = null;
        _controlLength = 0;
        _inFrame = false;
        if (!_inMessage && !HasEnded)
            buffer[made++] = LineFeed;
    }

    private void TakeClose(ReadOnlySpan<byte> payload)
    {
        int code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : WebSocketClose.Normal;
        if (payload.Length == 1 || !WebSocketClose.IsAllowed(code))
            Fail(new WebSocketClose(WebSocketClose.ProtocolError, "a close frame has no such code"));
        else if (payload.Length > 2 && !Utf8.IsValid(payload[2..]))
            Fail(new WebSocketClose(WebSocketClose.InvalidText, "the reason of a close frame is not UTF-8"));
        else
            PeerClose = new WebSocketClose((ushort)code, string.Empty);
    }

    private bool Fail(WebSocketClose fault)
    {
        Fault = fault;
        return false;
    }
}
