using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>A WebSocket whose frames a test makes by hand, the wrong ones too.</summary>
public sealed class RawWebSocket : IDisposable
{
    public const int Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10;

    private readonly Socket _socket;

    private RawWebSocket(Socket socket) => _socket = socket;

    /// <summary>A frame that was received.</summary>
    public sealed record Frame(int Opcode, bool IsFinal, byte[] Payload)
    {
        public string Text => Encoding.UTF8.GetString(Payload);

        public int Code => BinaryPrimitives.ReadUInt16BigEndian(Payload);
    }

    /// <summary>Connects and shakes hands.</summary>
    public static async Task<RawWebSocket> Open(IPEndPoint server, string path = "/ws", int receiveBuffer = 0)
    {
        RawWebSocket client = await Connect(server, receiveBuffer);
        string answer = await client.Asks(Encoding.ASCII.GetString(UpgradeRequest(server, path)));
        Assert.That(answer, Does.StartWith("HTTP/1.1 101 ").And.Contain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
        return client;
    }

    /// <summary>The request that opens a WebSocket.</summary>
    public static byte[] UpgradeRequest(IPEndPoint server, string path = "/ws")
        => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

    /// <summary>Connects only.</summary>
    public static async Task<RawWebSocket> Connect(IPEndPoint server, int receiveBuffer = 0)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
            socket.ReceiveBufferSize = receiveBuffer;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        await socket.ConnectAsync(server, deadline.Token);
        return new RawWebSocket(socket);
    }

    /// <summary>The bytes of a frame.</summary>
    public static byte[] FrameOf(int opcode, byte[] payload, bool isFinal = true, long? declared = null)
    {
        byte[] mask = [0x12, 0x34, 0x56, 0x78];
        long length = declared ?? payload.Length;
        using var frame = new MemoryStream();
        frame.WriteByte((byte)((isFinal ? 0x80 : 0) | opcode));
        byte[] number = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, length);
        if (length < 126)
        {
            frame.WriteByte((byte)(0x80 | length));
        }
        else
        {
            frame.WriteByte((byte)(0x80 | (length <= ushort.MaxValue ? 126 : 127)));
            frame.Write(number.AsSpan(length <= ushort.MaxValue ? 6 : 0));
        }

        frame.Write(mask);
        for (int i = 0; i < payload.Length; i++)
            frame.WriteByte((byte)(payload[i] ^ mask[i % 4]));
        return frame.ToArray();
    }

    /// <summary>The bytes of a text frame.</summary>
    public static byte[] FrameOf(string text) => FrameOf(Text, Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes as they are.</summary>
    public async Task Sends(params byte[] bytes)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        for (int sent = 0; sent < bytes.Length;)
            sent += await _socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, deadline.Token);
    }

    /// <summary>Sends each byte in a packet of its own.</summary>
    public async Task SendsByteByByte(byte[] bytes)
    {
        foreach (byte b in bytes)
            await Sends(b);
    }

    /// <summary>Sends a request and reads the head of its answer.</summary>
    public async Task<string> Asks(string request)
    {
        await Sends(Encoding.UTF8.GetBytes(request));
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await Read(1))[0]);
        return head.ToString();
    }

    /// <summary>The next frame.</summary>
    public async Task<Frame> Receives()
    {
        byte[] start = await Read(2);
        Assert.That(start[1] & 0x80, Is.Zero, "frames of a server are not masked");
        int length = start[1];
        if (length == 126)
            length = BinaryPrimitives.ReadUInt16BigEndian(await Read(2));
        else if (length == 127)
            length = (int)BinaryPrimitives.ReadInt64BigEndian(await Read(8));
        return new Frame(start[0] & 0x0F, (start[0] & 0x80) != 0, await Read(length));
    }

    /// <summary>Expects a close frame, maybe behind others.</summary>
    public async Task<Frame> ReceivesClose(int code)
    {
        Frame frame;
        do
        {
            frame = await Receives();
        }
        while (frame.Opcode != Close);
        Assert.That(frame.Code, Is.EqualTo(code), () => Encoding.UTF8.GetString(frame.Payload.AsSpan(2)));
        return frame;
    }

    /// <summary>Sends FIN; goes on reading.</summary>
    public void FinishesSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Expects the end of the connection.</summary>
    public async Task ReceivesEnd(bool mayBeReset = true)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        byte[] one = new byte[1];
        try
        {
            Assert.That(await _socket.ReceiveAsync(one, SocketFlags.None, deadline.Token), Is.Zero);
        }
        catch (SocketException e) when (mayBeReset && e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task<byte[]> Read(int length)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        byte[] bytes = new byte[length];
        for (int read = 0; read < length;)
        {
            int received = await _socket.ReceiveAsync(bytes.AsMemory(read), SocketFlags.None, deadline.Token);
            Assert.That(received, Is.Positive, "the end of the connection instead of a frame");
            read += received;
        }

        return bytes;
    }
}
