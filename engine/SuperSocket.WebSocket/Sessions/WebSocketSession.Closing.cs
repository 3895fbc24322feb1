using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <content>Closing. At most one close frame is sent.</content>
public partial class WebSocketSession<TWebSocketSession>
{
    private int _closeFrames;

    /// <summary>
    /// Closes the session. An open session that timed out gets a close frame first, and time to answer; with the option <c>closeFrame</c> others get one
    /// too, but are not waited for.
    /// </summary>
    /// <param name="reason">Why.</param>
    public override void Close(CloseReason reason)
    {
        if (reason == CloseReason.TimeOut && Handshaked && Connected)
        {
            CloseWithHandshake("Session timeOut");
            return;
        }

        if (Handshaked && AppServer.WebSocketOptions.CloseFrame && GetCode(reason) is { } code)
            TrySendClose(new WebSocketClose(code, string.Empty));
        base.Close(reason);
    }

    /// <summary>Sends a close frame of code 1000, and closes when the client has answered it or <c>closeHandshakeTimeOut</c> is over.</summary>
    /// <param name="reasonText">A text for people; cut at 123 bytes of UTF-8.</param>
    public void CloseWithHandshake(string reasonText) => CloseWithHandshake(WebSocketClose.Normal, reasonText);

    /// <summary>Sends a close frame, and closes when the client has answered it or <c>closeHandshakeTimeOut</c> is over.</summary>
    /// <param name="statusCode">Its code. One that may not be sent becomes 1008; 1005 means a frame without code.</param>
    /// <param name="reasonText">A text for people; cut at 123 bytes of UTF-8.</param>
    public void CloseWithHandshake(int statusCode, string reasonText)
    {
        if (!Handshaked)
            Close();
        else if (!InClosing && !((IOpenSession)this).TrySendClose(statusCode, reasonText ?? string.Empty))
            base.Close(CloseReason.ServerClosing);
    }

    /// <summary>Sends a close frame without a text. The session closes when the client has answered it or <c>closeHandshakeTimeOut</c> is over.</summary>
    /// <param name="statusCode">Its code, as for <see cref="CloseWithHandshake(int, string)"/>.</param>
    public void SendCloseHandshakeResponse(int statusCode)
    {
        if (Handshaked)
            ((IOpenSession)this).TrySendClose(statusCode, string.Empty);
    }

    bool IOpenSession.TrySendClose(int statusCode, string reason)
    {
        bool isAllowed = statusCode is >= 1000 and <= 4999 and not (>= 1004 and <= 1006) and not 1015;
        var close = new WebSocketClose(isAllowed ? (ushort)statusCode : WebSocketClose.Policy, reason);
        AppServer.AddClosing((TWebSocketSession)this);
        return statusCode == ProtocolProcessor?.CloseStatusClode.NoStatusCode ? TrySendClose(null) : TrySendClose(close);
    }

    void IOpenSession.Fail(WebSocketClose close) => Fail(close);

    /// <summary>The client's close frame came.</summary>
    internal void OnClientClose(ReadOnlySpan<byte> payload)
    {
        if (WebSocketFrames.ReadClose(payload, ProtocolProcessor.IsValidCloseCode, out WebSocketClose close) is { } fault)
        {
            Fail(fault);
            return;
        }

        if (!payload.IsEmpty)
            (ClientCloseStatus, ClientCloseText) = (close.Code, close.Reason);
        TrySendClose(close with { Reason = string.Empty });
        Close(CloseReason.ClientClosing);
    }

    /// <summary>The client has not answered the close frame in time.</summary>
    internal void EndClosing() => base.Close(CloseReason.ServerClosing);

    /// <summary>The client sends nothing, not even pongs.</summary>
    internal void Drop() => base.Close(CloseReason.TimeOut);

    /// <summary>Closes the session because the client broke the rules.</summary>
    internal void Fail(WebSocketClose close)
    {
        if (Logger.IsInfoEnabled)
            Logger.Info(this, $"The client broke the rules of WebSockets ({close.Code}): {close.Reason}.");
        TrySendClose(close);
        Close(CloseReason.ProtocolError);
    }

    private static ushort? GetCode(CloseReason reason) => reason switch
    {
        CloseReason.ServerClosing => WebSocketClose.Normal,
        CloseReason.ServerShutdown => WebSocketClose.GoingAway,
        CloseReason.ApplicationError or CloseReason.InternalError => WebSocketClose.InternalError,
        _ => null,
    };

    // No code and no text for null. Never waits, never throws. False if there was no room; true if a frame was sent before.
    private bool TrySendClose(WebSocketClose? close)
    {
        if (Interlocked.Exchange(ref _closeFrames, 1) != 0)
            return true;
        Span<byte> frame = stackalloc byte[WebSocketFrames.MaxControl];
        int size = close is { } stated ? WebSocketFrames.WriteClose(stated, frame) : WebSocketFrames.WriteControl(WebSocketOpcode.Close, [], frame);

        // First: nothing may follow the frame.
        InClosing = true;
        return TrySendToConnection(frame[..size].ToArray());
    }
}
