using SuperSocket.SocketBase;
using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <content>Messages of one or several frames.</content>
public partial class WebSocketSession<TWebSocketSession>
{
    // Of the message that is under way. Only the thread that receives uses it.
    private PayloadBuffer? _message;
    private int _messageOpcode;

    /// <summary>A frame of a message came. The receive filter has checked its order and lengths.</summary>
    internal void OnData(WebSocketFrame frame)
    {
        if (frame.Opcode != WebSocketOpcode.Continuation)
        {
            _messageOpcode = frame.Opcode;
            if (frame.IsFinal)
            {
                OnMessage(frame.Payload);
                return;
            }
        }

        _message ??= new PayloadBuffer();
        _message.Add(frame.Payload);
        if (!frame.IsFinal)
            return;
        try
        {
            OnMessage(_message.Bytes);
        }
        finally
        {
            _message.Clear();
        }
    }

    /// <summary>A command that runs on a thread of its own has failed.</summary>
    internal void TellException(Exception e)
    {
        try
        {
            HandleException(e);
        }
        catch (Exception inner)
        {
            Logger.Error(this, "HandleException failed.", inner);
        }
    }

    private void OnMessage(ReadOnlySpan<byte> message)
    {
        if (_messageOpcode == WebSocketOpcode.Text)
            AppServer.OnText((TWebSocketSession)this, message);
        else
            AppServer.OnBinary((TWebSocketSession)this, message);
    }
}
