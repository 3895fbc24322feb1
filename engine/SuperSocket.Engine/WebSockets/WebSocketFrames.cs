using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace SuperSocket.SocketEngine.WebSockets;

/// <summary>Writes the frames of a server, which have no mask (RFC 6455, section 5).</summary>
internal static class WebSocketFrames
{
    /// <summary>Bytes of the longest header.</summary>
    public const int MaxHeader = 10;

    /// <summary>Bytes of the longest control frame.</summary>
    public const int MaxControl = 2 + WebSocketOpcode.MaxControlPayload;

    private const byte Final = 0x80;
    private const int MaxReason = WebSocketOpcode.MaxControlPayload - sizeof(ushort);

    /// <summary>Writes a header in its shortest form.</summary>
    /// <param name="opcode">The kind of the frame.</param>
    /// <param name="isFinal">Whether it is the last of its message.</param>
    /// <param name="length">Bytes of the payload.</param>
    /// <param name="frame">At least <see cref="MaxHeader"/>.</param>
    /// <returns>Bytes of the header.</returns>
    public static int WriteHeader(int opcode, bool isFinal, int length, Span<byte> frame)
    {
        frame[0] = (byte)(opcode | (isFinal ? Final : 0));
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

    /// <summary>Writes a control frame.</summary>
    /// <param name="opcode">Its kind.</param>
    /// <param name="payload">At most 125 bytes.</param>
    /// <param name="frame">At least <see cref="MaxControl"/>.</param>
    /// <returns>Its bytes.</returns>
    public static int WriteControl(int opcode, ReadOnlySpan<byte> payload, Span<byte> frame)
    {
        int header = WriteHeader(opcode, isFinal: true, payload.Length, frame);
        payload.CopyTo(frame[header..]);
        return header + payload.Length;
    }

    /// <summary>Writes a close frame. A reason that is too long is cut at a character.</summary>
    /// <param name="close">What it says.</param>
    /// <param name="frame">At least <see cref="MaxControl"/>.</param>
    /// <returns>Its bytes.</returns>
    public static int WriteClose(WebSocketClose close, Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], close.Code);
        Encoding.UTF8.GetEncoder().Convert(close.Reason, frame.Slice(4, MaxReason), flush: true, out _, out int reason, out _);
        WriteHeader(WebSocketOpcode.Close, isFinal: true, sizeof(ushort) + reason, frame);
        return 4 + reason;
    }

    /// <summary>Reads the payload of a close frame.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="isAllowed">Whether a client may send a code.</param>
    /// <param name="close">What it says; code 1000 if it has none.</param>
    /// <returns>What is wrong with it; <see langword="null"/> if nothing is.</returns>
    public static WebSocketClose? ReadClose(ReadOnlySpan<byte> payload, Func<int, bool> isAllowed, out WebSocketClose close)
    {
        close = new WebSocketClose(WebSocketClose.Normal, string.Empty);
        if (payload.IsEmpty)
            return null;
        int code = payload.Length >= sizeof(ushort) ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 0;
        if (!isAllowed(code))
            return new WebSocketClose(WebSocketClose.ProtocolError, "a close frame has no such code");
        if (!Utf8.IsValid(payload[sizeof(ushort)..]))
            return new WebSocketClose(WebSocketClose.InvalidText, "the reason of a close frame is not UTF-8");
        close = new WebSocketClose((ushort)code, Encoding.UTF8.GetString(payload[sizeof(ushort)..]));
        return null;
    }
}
