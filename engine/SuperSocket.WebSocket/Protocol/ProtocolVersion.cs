using System.Globalization;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine.WebSockets;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>Version 13 (RFC 6455) or 8 (hybi-10), which differ in the header of the origin and in the close codes.</summary>
/// <param name="version">The number.</param>
/// <param name="originHeader">The header of the origin.</param>
/// <param name="codes">The close codes.</param>
/// <param name="isValidCloseCode">Which codes clients may send.</param>
internal sealed class ProtocolVersion(int version, string originHeader, ICloseStatusCode codes, Func<int, bool> isValidCloseCode) : IProtocolProcessor
{
    public int Version => version;

    public bool CanSendBinaryData => true;

    public ICloseStatusCode CloseStatusClode => codes;

    public IProtocolProcessor? NextProcessor { get; set; }

    /// <summary>All versions that are served, the newest first.</summary>
    public static IProtocolProcessor CreateAll()
        => new ProtocolVersion(13, "Origin", new CloseStatusCodeRfc6455(), WebSocketClose.IsAllowed)
        {
            NextProcessor = new ProtocolVersion(8, "Sec-WebSocket-Origin", new CloseStatusCodeHybi10(), IsCodeOfVersion8),
        };

    public bool IsValidCloseCode(int code) => isValidCloseCode(code);

    public bool Handshake(IWebSocketSession session, WebSocketReceiveFilterBase previousFilter, out IReceiveFilter<IWebSocketFragment>? dataFrameReader)
    {
        dataFrameReader = null;
        if (session.SecWebSocketVersion != version.ToString(CultureInfo.InvariantCulture))
        {
            if (NextProcessor != null)
                return NextProcessor.Handshake(session, previousFilter, out dataFrameReader);
            return Refuse(session, HandshakeAnswer.UpgradeRequired, "it asks for no version of the protocol that is served.");
        }

        var open = (IOpenSession)session;
        open.SetOrigin(originHeader);
        if (!IsAllowed(session, open))
            return false;
        string key = open.GetHeader("Sec-WebSocket-Key");
        if (key.Length == 0)
            return Refuse(session, HandshakeAnswer.BadRequest, "it has no Sec-WebSocket-Key.");

        string subProtocol = session.GetAvailableSubProtocol(open.GetHeader("Sec-WebSocket-Protocol")) ?? string.Empty;
        // Before the answer: from then on the client knows that the session has a version.
        session.ProtocolProcessor = this;
        if (!open.TrySendBytes(HandshakeAnswer.Accept(key, subProtocol)))
            return false;
        dataFrameReader = new FrameReceiveFilter(previousFilter);
        return true;
    }

    public IList<ArraySegment<byte>> GetEncodedPackage(int opCode, byte[] data, int offset, int length)
    {
        byte[] frame = new byte[WebSocketFrames.MaxHeader + length];
        int header = WebSocketFrames.WriteHeader(opCode, isFinal: true, length, frame);
        data.AsSpan(offset, length).CopyTo(frame.AsSpan(header));
        return [new ArraySegment<byte>(frame, 0, header + length)];
    }

    public IList<ArraySegment<byte>> GetEncodedPackage(int opCode, string message)
    {
        byte[] text = Encoding.UTF8.GetBytes(message);
        return GetEncodedPackage(opCode, text, 0, text.Length);
    }

    public void SendMessage(IWebSocketSession session, string message) => SendRaw(session, GetEncodedPackage(WebSocketOpcode.Text, message)[0]);

    public bool TrySendMessage(IWebSocketSession session, string message) => TrySendRaw(session, GetEncodedPackage(WebSocketOpcode.Text, message)[0]);

    public void SendData(IWebSocketSession session, byte[] data, int offset, int length)
        => SendRaw(session, GetEncodedPackage(WebSocketOpcode.Binary, data, offset, length)[0]);

    public bool TrySendData(IWebSocketSession session, byte[] data, int offset, int length)
        => TrySendRaw(session, GetEncodedPackage(WebSocketOpcode.Binary, data, offset, length)[0]);

    public void SendCloseHandshake(IWebSocketSession session, int statusCode, string closeReason)
        => ((IOpenSession)session).TrySendClose(statusCode, closeReason);

    public void SendPong(IWebSocketSession session, byte[] pong) => SendControl(session, WebSocketOpcode.Pong, pong);

    public void SendPing(IWebSocketSession session, byte[] ping) => SendControl(session, WebSocketOpcode.Ping, ping);

    private static bool IsCodeOfVersion8(int code) => code is (>= 1000 and <= 1004) or 1007 or (>= 2000 and <= 4999);

    private static void SendRaw(IWebSocketSession session, ArraySegment<byte> frame) => session.SendRawData(frame.Array!, frame.Offset, frame.Count);

    private static bool TrySendRaw(IWebSocketSession session, ArraySegment<byte> frame) => session.TrySendRawData(frame.Array!, frame.Offset, frame.Count);

    private static void SendControl(IWebSocketSession session, int opcode, byte[] payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        if (payload.Length > WebSocketOpcode.MaxControlPayload)
            throw new ArgumentException($"A control frame has at most {WebSocketOpcode.MaxControlPayload} bytes, not {payload.Length}.", nameof(payload));
        Span<byte> frame = stackalloc byte[WebSocketFrames.MaxControl];
        ((IOpenSession)session).TrySendBytes(frame[..WebSocketFrames.WriteControl(opcode, payload, frame)]);
    }

    private static bool IsAllowed(IWebSocketSession session, IOpenSession open)
    {
        if (!open.Options.IsOriginAllowed(session.Origin))
            return Refuse(session, HandshakeAnswer.Forbidden, $"its origin '{PrintableText.Line(session.Origin)}' is not one of allowedOrigins.");
        try
        {
            if (session.AppServer.ValidateHandshake(session, session.Origin))
                return true;
        }
        catch (Exception e)
        {
            session.Logger.Error(session, "ValidateHandshake failed.", e);
            string answer = open.HasSentRawData ? string.Empty : HandshakeAnswer.ServerError;
            HandshakeAnswer.Refuse(session, answer, "ValidateHandshake failed.", CloseReason.ProtocolError);
            return false;
        }

        return Refuse(session, open.HasSentRawData ? string.Empty : HandshakeAnswer.Forbidden, "ValidateHandshake returned false.");
    }

    private static bool Refuse(IWebSocketSession session, string answer, string why)
    {
        HandshakeAnswer.Refuse(session, answer, why, CloseReason.ServerClosing);
        return false;
    }
}
