using System.Buffers;
using System.Globalization;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <content>Sending. A frame is always queued as a whole, so that frames of several threads never mix.</content>
public partial class WebSocketSession<TWebSocketSession>
{
    private volatile bool _hasSentRawData;

    // The reply to the newest ping, if there was no room for it yet.
    private byte[]? _owedPong;

    /// <summary>Whether messages can be sent now.</summary>
    internal bool IsOpen => Handshaked && !InClosing && Connected;

    /// <summary>Sends a text message. Waits up to <c>sendTimeOut</c> while too much waits for the client. Does nothing unless the session is open.</summary>
    /// <param name="message">The text; sent in UTF-8, whatever <c>textEncoding</c> says.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public override void Send(string message) => SendText(message);

    /// <summary>Formats a text and sends it as a message.</summary>
    /// <param name="message">A composite format string.</param>
    /// <param name="paramValues">Its arguments.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public override void Send(string message, params object[] paramValues) => SendText(string.Format(CultureInfo.CurrentCulture, message, paramValues));

    /// <summary>Sends a binary message; the bytes are copied before the call returns. Does nothing unless the session is open.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public override void Send(byte[] data, int offset, int length)
    {
        if (!IsOpenForSend())
            return;
        byte[] frame = EncodeBinary(data.AsSpan(offset, length), out int size);
        SendFrame(frame, size);
    }

    /// <summary>Sends a binary message, through <see cref="Send(byte[], int, int)"/>.</summary>
    /// <param name="segment">The bytes.</param>
    /// <exception cref="TimeoutException">There was no room in time.</exception>
    public override void Send(ArraySegment<byte> segment) => Send(segment.Array!, segment.Offset, segment.Count);

    /// <summary>Sends a text message if there is room.</summary>
    /// <param name="message">The text.</param>
    /// <returns>Whether it was accepted; <see langword="false"/> unless the session is open.</returns>
    public override bool TrySend(string message)
    {
        if (!IsOpen)
            return false;
        byte[] frame = EncodeText(message, out int size);
        return TrySendFrame(frame, size);
    }

    /// <summary>Sends a binary message if there is room; the bytes are copied before the call returns.</summary>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <returns>Whether it was accepted; <see langword="false"/> unless the session is open.</returns>
    public override bool TrySend(byte[] data, int offset, int length) => TrySendBinary(data.AsSpan(offset, length));

    /// <summary>Sends a binary message if there is room; the bytes are copied before the call returns.</summary>
    /// <param name="segment">The bytes.</param>
    /// <returns>Whether it was accepted; <see langword="false"/> unless the session is open.</returns>
    public override bool TrySend(ArraySegment<byte> segment) => TrySendBinary(segment);

    void IWebSocketSession.SendRawData(byte[] data, int offset, int length)
    {
        _hasSentRawData = true;
        SendToConnection(new ArraySegment<byte>(data, offset, length));
    }

    bool IWebSocketSession.TrySendRawData(byte[] data, int offset, int length)
    {
        _hasSentRawData = true;
        return TrySendToConnection(new ArraySegment<byte>(data, offset, length));
    }

    bool IOpenSession.TrySendBytes(ReadOnlySpan<byte> bytes) => TrySendToConnection(bytes.ToArray());

    /// <summary>A frame for several sessions; the caller returns its array to the pool.</summary>
    internal static byte[] EncodeText(string message, out int size)
    {
        int length = Encoding.UTF8.GetByteCount(message);
        byte[] frame = ArrayPool<byte>.Shared.Rent(WebSocketFrames.MaxHeader + length);
        int header = WebSocketFrames.WriteHeader(WebSocketOpcode.Text, isFinal: true, length, frame);
        size = header + Encoding.UTF8.GetBytes(message, frame.AsSpan(header));
        return frame;
    }

    /// <inheritdoc cref="EncodeText"/>
    internal static byte[] EncodeBinary(ReadOnlySpan<byte> data, out int size)
    {
        byte[] frame = ArrayPool<byte>.Shared.Rent(WebSocketFrames.MaxHeader + data.Length);
        int header = WebSocketFrames.WriteHeader(WebSocketOpcode.Binary, isFinal: true, data.Length, frame);
        data.CopyTo(frame.AsSpan(header));
        size = header + data.Length;
        return frame;
    }

    /// <summary>Sends a frame if there is room, and leaves its array to the caller.</summary>
    internal bool TrySendEncoded(ArraySegment<byte> frame) => IsOpen && TrySendToConnection(frame);

    /// <summary>Replies to a ping. Of several replies without room, the newest is sent when there is some.</summary>
    internal void SendPong(ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = stackalloc byte[WebSocketFrames.MaxControl];
        byte[] pong = frame[..WebSocketFrames.WriteControl(WebSocketOpcode.Pong, payload, frame)].ToArray();
        Volatile.Write(ref _owedPong, null);
        if (!TrySendToConnection(pong))
            Volatile.Write(ref _owedPong, pong);
    }

    /// <summary>Sends the pong that had no room.</summary>
    protected override void OnSendRoom()
    {
        if (Interlocked.Exchange(ref _owedPong, null) is { } pong && !InClosing)
            TrySendToConnection(pong);
    }

    private void SendText(string message)
    {
        if (!IsOpenForSend())
            return;
        byte[] frame = EncodeText(message, out int size);
        SendFrame(frame, size);
    }

    private bool TrySendBinary(ReadOnlySpan<byte> data)
    {
        if (!IsOpen)
            return false;
        byte[] frame = EncodeBinary(data, out int size);
        return TrySendFrame(frame, size);
    }

    // A loop over all sessions must not stop at one that has not opened yet.
    private bool IsOpenForSend()
    {
        if (IsOpen)
            return true;
        if (Connected && !Handshaked && Logger.IsDebugEnabled)
            Logger.Debug(this, "A message is dropped: the handshake of the session is not done yet.");
        return false;
    }

    private void SendFrame(byte[] frame, int size)
    {
        try
        {
            SendToConnection(new ArraySegment<byte>(frame, 0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    private bool TrySendFrame(byte[] frame, int size)
    {
        try
        {
            return TrySendToConnection(new ArraySegment<byte>(frame, 0, size));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }
}
