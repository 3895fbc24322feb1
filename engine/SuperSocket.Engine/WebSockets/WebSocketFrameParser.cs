using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SuperSocket.SocketEngine.WebSockets;

/// <summary>
/// Reads the frames of one client (RFC 6455, section 5): the header, which may come in any pieces, and the payload, which it unmasks in place. It finds
/// frames that break the rules or are out of order, and buffers nothing but the header. The caller checks the lengths. Not thread-safe.
/// </summary>
/// <param name="rules">What the server takes.</param>
internal sealed class WebSocketFrameParser(WebSocketFrameRules rules)
{
    private const int Final = 0x80, Reserved = 0x70, Masked = 0x80;
    private const int MaskSize = 4;

    private readonly byte[] _header = new byte[2 + sizeof(long) + MaskSize];
    private int _headerLength;
    private int _headerSize;
    private bool _isMasked;
    private int _masked;

    /// <summary>Why the client must be disconnected. Nothing more is read then.</summary>
    public WebSocketClose? Fault { get; private set; }

    /// <summary>Whether a frame has begun and <see cref="EndFrame"/> was not called for it.</summary>
    public bool InFrame { get; private set; }

    /// <summary>The kind of the frame.</summary>
    public int Opcode { get; private set; }

    /// <summary>Whether the frame is the last of its message.</summary>
    public bool IsFinal { get; private set; }

    /// <summary>Bytes of the header of the frame, with its mask.</summary>
    public int HeaderSize => _headerSize;

    /// <summary>Bytes of the payload that were not read yet.</summary>
    public long Left { get; private set; }

    /// <summary>Whether a message has begun, with this frame or before it, and has not ended.</summary>
    public bool InMessage { get; private set; }

    /// <summary>Reads the header of the next frame, as far as it has come.</summary>
    /// <param name="bytes">What was received.</param>
    /// <param name="used">How many bytes of it belong to the header.</param>
    /// <returns>Whether the header is complete and in order. <see langword="false"/> also after a <see cref="Fault"/>.</returns>
    public bool TryReadHeader(ReadOnlySpan<byte> bytes, out int used)
    {
        used = 0;
        while (used < bytes.Length && Fault == null)
        {
            _header[_headerLength++] = bytes[used++];
            if (_headerLength == 2 && !TryTakeStart())
                return false;
            if (_headerLength >= 2 && _headerLength == _headerSize)
                return TryBeginFrame();
        }

        return false;
    }

    /// <summary>Reads payload and unmasks it in place.</summary>
    /// <param name="bytes">What was received.</param>
    /// <returns>The part of it that belongs to the frame.</returns>
    public Span<byte> ReadPayload(Span<byte> bytes)
    {
        int length = (int)Math.Min(Left, bytes.Length);
        Span<byte> payload = bytes[..length];
        if (_isMasked)
            Unmask(payload);
        Left -= length;
        return payload;
    }

    /// <summary>The payload was read; the next frame can begin.</summary>
    public void EndFrame()
    {
        InFrame = false;
        if (!WebSocketOpcode.IsControl(Opcode) && IsFinal)
            InMessage = false;
    }

    /// <summary>Ends reading, because of a rule that the caller checks.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <returns><see langword="false"/>.</returns>
    public bool Fail(WebSocketClose fault)
    {
        Fault = fault;
        return false;
    }

    private bool TryTakeStart()
    {
        IsFinal = (_header[0] & Final) != 0;
        Opcode = _header[0] & 0x0F;
        _isMasked = (_header[1] & Masked) != 0;
        if (FindFault() is { } fault)
            return Fail(fault);
        int lengthBytes = (_header[1] & ~Masked) switch { 126 => sizeof(ushort), 127 => sizeof(long), _ => 0 };
        _headerSize = 2 + lengthBytes + (_isMasked ? MaskSize : 0);
        return true;
    }

    private WebSocketClose? FindFault()
    {
        if ((_header[0] & Reserved) != 0)
            return new WebSocketClose(WebSocketClose.ProtocolError, "reserved bits are set, and no extension was agreed on");
        if (!_isMasked && !rules.HasFlag(WebSocketFrameRules.AllowUnmasked))
            return new WebSocketClose(WebSocketClose.ProtocolError, "frames of a client must be masked");
        if (Opcode == WebSocketOpcode.Binary && rules.HasFlag(WebSocketFrameRules.TextOnly))
            return new WebSocketClose(WebSocketClose.Unsupported, "this server takes text frames only");
        if (!WebSocketOpcode.IsKnown(Opcode) && !rules.HasFlag(WebSocketFrameRules.AllowUnknown))
            return new WebSocketClose(WebSocketClose.ProtocolError, "an unknown kind of frame");
        if (WebSocketOpcode.IsControl(Opcode))
        {
            bool isWhole = IsFinal && (_header[1] & ~Masked) <= WebSocketOpcode.MaxControlPayload;
            return isWhole ? null : new WebSocketClose(WebSocketClose.ProtocolError, "control frames are whole and have 125 bytes at most");
        }

        bool isStart = Opcode != WebSocketOpcode.Continuation;
        return isStart == InMessage ? new WebSocketClose(WebSocketClose.ProtocolError, "a piece of a message is out of its order") : null;
    }

    private bool TryBeginFrame()
    {
        int declared = _header[1] & ~Masked;
        Left = declared switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(_header.AsSpan(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(_header.AsSpan(2)),
            _ => declared,
        };
        bool isTooWide = (declared == 126 && Left < 126) || (declared == 127 && Left <= ushort.MaxValue);
        if (Left < 0 || (isTooWide && rules.HasFlag(WebSocketFrameRules.ShortestLength)))
            return Fail(new WebSocketClose(WebSocketClose.ProtocolError, "a length is written in more bytes than it needs"));

        // The mask moves to where the payload looks for it.
        if (_isMasked)
            _header.AsSpan(_headerSize - MaskSize, MaskSize).CopyTo(_header);
        _headerLength = 0;
        _masked = 0;
        InFrame = true;
        InMessage |= !WebSocketOpcode.IsControl(Opcode);
        return true;
    }

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
}
