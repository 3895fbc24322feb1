using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;

namespace SuperSocket.WebSocket.Protocol;

/// <summary>Makes a request of each frame. A frame that breaks the rules closes the session with a close frame.</summary>
internal sealed class FrameReceiveFilter : WebSocketReceiveFilterBase
{
    private readonly IOpenSession _session;
    private readonly WebSocketFrameParser _frames;
    private readonly PayloadBuffer _payload = new();
    private long _messageLength;

    public FrameReceiveFilter(WebSocketReceiveFilterBase previous)
        : base(previous)
    {
        _session = (IOpenSession)Session;
        WebSocketFrameRules rules = WebSocketFrameRules.AllowUnknown;
        if (_session.Options.AllowUnmaskedFrames)
            rules |= WebSocketFrameRules.AllowUnmasked;
        _frames = new WebSocketFrameParser(rules);
    }

    public override IWebSocketFragment? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        _session.MarkReceived();
        rest = 0;
        Span<byte> bytes = readBuffer.AsSpan(offset, length);
        int used = 0;
        if (!_frames.InFrame && (!_frames.TryReadHeader(bytes, out used) || !IsShortEnough()))
        {
            if (_frames.Fault is { } fault)
                _session.Fail(fault);
            return null;
        }

        int payload = _frames.ReadPayload(bytes[used..]).Length;
        if (_frames.Left > 0)
        {
            _payload.Add(bytes.Slice(used, payload));
            return null;
        }

        rest = length - used - payload;
        _frames.EndFrame();
        if (_payload.IsEmpty)
            return new WebSocketFrame(_frames.Opcode, _frames.IsFinal, new ArraySegment<byte>(readBuffer, offset + used, payload));
        _payload.Add(bytes.Slice(used, payload));
        return new WebSocketFrame(_frames.Opcode, _frames.IsFinal, _payload);
    }

    public override void Reset()
    {
        base.Reset();
        _payload.Clear();
    }

    // As soon as the length is declared: nothing of it is buffered yet.
    private bool IsShortEnough()
    {
        int limit = _session.MaxRequestLength;
        if (limit > 0 && _frames.Left >= limit - _frames.HeaderSize)
            return Refuse($"A frame of {_frames.Left} bytes, and {_frames.HeaderSize} of its header, reached the limit maxRequestLength={limit}.");
        if (WebSocketOpcode.IsControl(_frames.Opcode))
            return true;

        _messageLength = _frames.Opcode == WebSocketOpcode.Continuation ? _messageLength + _frames.Left : _frames.Left;
        int maxMessage = _session.Options.GetMaxMessageLength(limit);
        return _messageLength <= maxMessage || Refuse($"A message of {_messageLength} bytes or more is longer than maxMessageLength={maxMessage}.");
    }

    private bool Refuse(string error)
    {
        Session.Logger.Error(Session, error);
        return _frames.Fail(new WebSocketClose(WebSocketClose.TooBig, "the message is too long"));
    }
}
