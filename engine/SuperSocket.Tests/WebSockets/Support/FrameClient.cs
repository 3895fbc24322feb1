using System.Buffers.Binary;
using System.Text;
using NUnit.Framework;

namespace SuperSocket.Tests.WebSockets.Support;

/// <summary>
/// A WebSocket client whose frames are written in hexadecimal digits, the wrong ones too. <c>K</c> stands for the mask key of zeros.
/// </summary>
/// <param name="client">The connection.</param>
public sealed class FrameClient(TestClient client)
{
    /// <summary>The connection.</summary>
    public TestClient Client { get; } = client;

    /// <summary>The bytes of a masked frame.</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload, bool isFinal = true)
    {
        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        using var frame = new MemoryStream();
        frame.WriteByte((byte)(opcode | (isFinal ? 0x80 : 0)));
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
        switch (payload.Length)
        {
            case < 126:
                frame.WriteByte((byte)(0x80 | payload.Length));
                break;
            case <= ushort.MaxValue:
                frame.WriteByte(0x80 | 126);
                frame.Write(length.AsSpan(6));
                break;
            default:
                frame.WriteByte(0x80 | 127);
                frame.Write(length);
                break;
        }

        frame.Write(mask);
        for (int i = 0; i < payload.Length; i++)
            frame.WriteByte((byte)(payload[i] ^ mask[i % 4]));
        return frame.ToArray();
    }

    /// <summary>The bytes of a masked text frame.</summary>
    public static byte[] Text(string text) => Frame(1, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes in hexadecimal digits.</summary>
    public static byte[] Hex(string digits)
        => Convert.FromHexString(digits.Replace("K", "00000000", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));

    public Task SendAsync(string text) => Client.SendAsync(text);

    public Task SendAsync(params byte[] bytes) => Client.SendAsync(bytes);

    public Task SendHexAsync(string digits) => Client.SendAsync(Hex(digits));

    public Task SendTextAsync(string text) => Client.SendAsync(Text(text));

    /// <summary>Reads the head of an HTTP response.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append(await Client.ReadTextAsync(1));
        return head.ToString();
    }

    /// <summary>Expects exactly these bytes.</summary>
    public async Task ExpectHexAsync(string digits)
    {
        byte[] expected = Hex(digits);
        Assert.That(Convert.ToHexString(await Client.ReadExactlyAsync(expected.Length)), Is.EqualTo(Convert.ToHexString(expected)));
    }

    /// <summary>The next frame.</summary>
    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync()
    {
        byte[] start = await Client.ReadExactlyAsync(2);
        Assert.That(start[0] & 0x80, Is.Not.Zero, "frames of the server are whole");
        long length = start[1] switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await Client.ReadExactlyAsync(2)),
            127 => BinaryPrimitives.ReadInt64BigEndian(await Client.ReadExactlyAsync(8)),
            _ => start[1],
        };
        Assert.That(length, start[1] switch { 126 => Is.InRange(126, ushort.MaxValue), 127 => Is.GreaterThan(ushort.MaxValue), _ => Is.LessThan(126) });
        return (start[0] & 0x0F, await Client.ReadExactlyAsync((int)length));
    }

    /// <summary>Expects a text message.</summary>
    public async Task ExpectTextAsync(string expected)
    {
        (int opcode, byte[] payload) = await ReadFrameAsync();
        Assert.That((opcode, Encoding.UTF8.GetString(payload)), Is.EqualTo((1, expected)));
    }

    /// <summary>Expects a close frame with a code, and the end of the stream.</summary>
    public async Task ExpectCloseAsync(int code)
    {
        (int opcode, byte[] payload) = await ReadFrameAsync();
        Assert.That((opcode, payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 0), Is.EqualTo((8, code)), Encoding.UTF8.GetString(payload));
        await ExpectEndAsync();
    }

    /// <summary>Expects the end of the stream, before any byte.</summary>
    public async Task ExpectEndAsync() => Assert.That(await Client.ReadToEndAsync(), Is.Empty);
}
