using System.Buffers;
using System.Globalization;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>
/// A frame of a client. Its payload lies in the receive buffer, or in one of the pool: it is valid until the command of the frame returns, unless
/// <see cref="Keep"/> copies it.
/// </summary>
internal sealed class WebSocketFrame : IWebSocketFragment
{
    public const string HandshakeKey = "-1";

    public static readonly WebSocketFrame Handshake = new(HandshakeKey);

    // Decimal, as the frame's kind.
    private static readonly string[] Keys = [.. Enumerable.Range(0, 16).Select(opcode => opcode.ToString(CultureInfo.InvariantCulture))];

    private byte[]? _pooled;

    /// <summary>Makes a frame whose payload lies in the receive buffer.</summary>
    public WebSocketFrame(int opcode, bool isFinal, ArraySegment<byte> payload)
        : this(Keys[opcode])
    {
        Opcode = opcode;
        IsFinal = isFinal;
        Payload = payload;
    }

    /// <summary>Makes a frame that came in several blocks.</summary>
    public WebSocketFrame(int opcode, bool isFinal, PayloadBuffer payload)
        : this(opcode, isFinal, payload.Take(out byte[] pooled))
        => _pooled = pooled;

    private WebSocketFrame(string key) => Key = key;

    public string Key { get; }

    public int Opcode { get; } = -1;

    public bool IsFinal { get; }

    public ArraySegment<byte> Payload { get; private set; }

    public static string GetKey(int opcode) => Keys[opcode];

    /// <summary>Copies the payload out of the receive buffer, which is used again.</summary>
    public void Keep()
    {
        if (_pooled == null && Payload.Count > 0)
            Payload = Payload.ToArray();
    }

    /// <summary>Nobody needs the payload any more.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _pooled, null) is not { } pooled)
            return;
        Payload = default;
        ArrayPool<byte>.Shared.Return(pooled);
    }
}
