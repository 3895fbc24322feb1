using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace ChatServer.Benchmarks.Wire;

/// <summary>As much of RFC 6455 as a load needs: whole text frames, masked with zeros, which leave the text as it is.</summary>
internal static class WebSocketFrames
{
    /// <summary>Bytes of the longest header of a client's frame.</summary>
    public const int MaxHeader = 8;

    private const byte Text = 0x81;
    private const byte Close = 0x88;
    private const byte Masked = 0x80;
    private const int MaskLength = 4;

    /// <summary>The request that opens a WebSocket of the chat.</summary>
    public static byte[] Handshake(IPEndPoint server)
        => Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {server}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");

    /// <summary>The header of a frame.</summary>
    /// <param name="length">Bytes of the text; less than 65,536.</param>
    /// <param name="header">Gets it.</param>
    public static ReadOnlySpan<byte> Header(int length, Span<byte> header)
    {
        header.Clear();
        header[0] = Text;
        if (length < 126)
        {
            header[1] = (byte)(Masked | length);
            return header[..(2 + MaskLength)];
        }

        header[1] = Masked | 126;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], checked((ushort)length));
        return header[..(4 + MaskLength)];
    }

    /// <summary>Whether a frame starts here with which the server closes the conversation.</summary>
    public static bool IsClose(ReadOnlySpan<byte> input) => input is [Close, ..];

    /// <summary>Reads a frame of the server.</summary>
    /// <param name="input">What was received.</param>
    /// <param name="text">Its payload.</param>
    /// <param name="used">How many bytes it took; 0 if it is not whole.</param>
    /// <exception cref="IOException">The server sent something else than whole frames of text, and then perhaps one that closes.</exception>
    public static bool TryRead(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> text, out int used)
    {
        text = default;
        used = 0;
        if (input.Length < 2 || IsClose(input))
            return false;
        if (input[0] != Text)
            throw new IOException($"the server sent a frame that begins with {input[0]:x2}");
        int header = input[1] == 126 ? 4 : 2;
        if (input.Length < header)
            return false;
        int length = header == 4 ? BinaryPrimitives.ReadUInt16BigEndian(input[2..]) : input[1];
        if (input.Length < header + length)
            return false;
        text = input.Slice(header, length);
        used = header + length;
        return true;
    }
}
