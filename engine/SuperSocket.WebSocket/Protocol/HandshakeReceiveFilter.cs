using SuperSocket.SocketBase;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>Reads the HTTP request that opens a WebSocket, and has it answered. What follows it are frames.</summary>
internal sealed class HandshakeReceiveFilter(IWebSocketSession session) : WebSocketReceiveFilterBase(session)
{
    // Cookies of all programs on a host come along: the limit of a message would be too low by default.
    private const int MinLimit = 8192;

    private readonly PayloadBuffer _head = new();

    private static ReadOnlySpan<byte> End => "\r\n\r\n"u8;

    public override IWebSocketFragment? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        var session = (IOpenSession)Session;
        session.MarkReceived();
        rest = 0;
        int before = _head.Bytes.Length;
        int limit = session.MaxRequestLength > 0 ? Math.Max(MinLimit, session.MaxRequestLength) : int.MaxValue;
        _head.Add(readBuffer.AsSpan(offset, Math.Min(length, limit - before)));
        int start = Math.Max(0, before - End.Length + 1);
        int found = _head.Bytes[start..].IndexOf(End);
        if (found < 0)
        {
            if (_head.Bytes.Length >= limit)
                Refuse(HandshakeAnswer.TooLong, $"The handshake of {limit} bytes or more is refused (the larger of {MinLimit} and maxRequestLength).");
            return null;
        }

        int size = start + found + End.Length;
        var request = OpeningRequest.TryRead(_head.Bytes[..(size - End.Length)]);
        _head.Clear();
        if (request is not { Method: "GET" })
        {
            Refuse(HandshakeAnswer.BadRequest, "What was sent is no HTTP request of the method GET.");
            return null;
        }

        rest = length - (size - before);
        session.SetRequest(request);
        if (Handshake(Session.AppServer.WebSocketProtocolProcessor, Session))
            return HandshakeRequestInfo;
        rest = 0;
        return null;
    }

    public override void Reset()
    {
        base.Reset();
        _head.Clear();
    }

    private void Refuse(string answer, string reason) => HandshakeAnswer.Refuse(Session, answer, reason, CloseReason.ProtocolError);
}
