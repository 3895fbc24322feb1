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

    /// <summary>The frames that wait for the handlers of NewSessionConnected; <see langword="null"/> for none. Only the thread that receives uses it.</summary>
    internal EarlyFrames? EarlyFrames { get; set; }

    /// <summary>Ends when the frames that waited are executed.</summary>
    internal Task EarlyExecution { get; set; } = Task.CompletedTask;

    /// <summary>A client that has finished sending gets what it asked for before its connection was handled.</summary>
    protected override Task WhenAllAnsweredAsync() => EarlyExecution;

    /// <summary>A ping or pong came behind frames that wait. Nothing of it is shared with the thread that executes those.</summary>
    internal void AnswerEarly(WebSocketFrame frame)
    {
        if (frame.Opcode == WebSocketOpcode.Ping)
            SendPong(frame.Payload);
        frame.Release();
        MarkActive();
        AppServer.Counts.AddRequests(1);
    }

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
