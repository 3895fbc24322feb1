using SuperSocket.SocketEngine.WebSockets;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <summary>
/// The frames of a session that came before the handlers of NewSessionConnected have returned, in their order. They wait here and not in the socket, so that
/// pings behind them are answered. One thread adds, another one takes.
/// </summary>
internal sealed class EarlyFrames
{
    // Of what a client can make the server keep before its connection is handled.
    private const int MaxBytes = 16 * 1024;
    private const int BytesOfEmptyFrame = 128;

    private readonly Lock _lock = new();
    private readonly Queue<WebSocketFrame> _frames = new();
    private int _bytes;
    private bool _isOver;

    /// <summary>Whether no frame is executed yet.</summary>
    public bool IsWaiting { get; private set; } = true;

    /// <summary>Adds a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="isLast">Whether nothing more is to be received until all frames are executed.</param>
    /// <returns><see langword="false"/> if all frames before it are executed, so that this one need not wait.</returns>
    public bool TryAdd(WebSocketFrame frame, out bool isLast)
    {
        lock (_lock)
        {
            isLast = false;
            if (_isOver)
                return false;
            frame.Keep();
            _frames.Enqueue(frame);
            _bytes += frame.Payload.Count + BytesOfEmptyFrame;
            isLast = !IsWaiting || frame.Opcode == WebSocketOpcode.Close || _bytes >= MaxBytes;
            return true;
        }
    }

    /// <summary>Takes the next frame; it is executed before the next call.</summary>
    public bool TryTake(out WebSocketFrame? frame)
    {
        lock (_lock)
        {
            IsWaiting = false;
            _isOver = !_frames.TryDequeue(out frame);
            return !_isOver;
        }
    }
}
