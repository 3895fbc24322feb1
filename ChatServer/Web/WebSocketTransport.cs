using System.Buffers;
using System.Net.Sockets;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;
using SuperSocket.SocketEngine.WebSockets;

namespace ChatServer.Web;

/// <summary>
/// The lines of a session as text frames of a WebSocket. The stream is the upgraded connection of a request; whoever owns the request keeps it
/// until <see cref="Ended"/>.
/// </summary>
/// <param name="socket">The connection's socket, which the web server closes.</param>
/// <param name="stream">Its bytes.</param>
/// <param name="limit">A message of so many bytes or more is refused.</param>
/// <param name="abort">Cuts the connection.</param>
internal sealed class WebSocketTransport(Socket socket, Stream stream, int limit, Action abort) : Transport(socket)
{
    // A client that we disconnect for its frames may still be sending: that is read and dropped for so long, or it would be reset
    // before it has read why.
    private const int LingerBytes = 1024 * 1024;
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly WebSocketFrameReader _reader = new(limit);
    private readonly WebSocketFrameWriter _writer = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Guards the next two: the request must not end while it is read.
    private readonly Lock _lock = new();
    private bool _isReceiving;
    private bool _isDisposed;
    private volatile bool _isBroken;
    private bool _isCloseSent;

    /// <summary>Ends when the session is gone, and nothing is read or written any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What the client did wrong, if it did.</summary>
    public WebSocketClose? Fault => _reader.Fault;

    /// <summary>Who opened it, at the tutorial's WebSocket.</summary>
    public string? Member { get; init; }

    /// <inheritdoc/>
    public override CloseReason EndOfInput
        => _isBroken ? CloseReason.SocketError : _reader.Fault != null ? CloseReason.ProtocolError : CloseReason.ClientClosing;

    /// <inheritdoc/>
    public override ValueTask<int> WaitForDataAsync() => _reader.HasEnded ? ValueTask.FromResult(0) : ReadAsync(Memory<byte>.Empty);

    /// <inheritdoc/>
    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        while (!_reader.HasEnded)
        {
            int received = await ReadAsync(buffer[WebSocketFrameReader.Room..]).ConfigureAwait(false);
            if (received == 0)
                return 0;
            int made = _reader.Read(buffer.Span, received);
            if (_reader.TakePing() is { } ping)
                await SendControlAsync(frame => WebSocketFrames.WriteControl(WebSocketOpcode.Pong, ping, frame)).ConfigureAwait(false);
            if (made > 0)
                return made;
        }

        return 0;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        byte[] frames = ArrayPool<byte>.Shared.Rent(WebSocketFrameWriter.MaxSize(bytes.Span));
        try
        {
            if (_isCloseSent)
                return bytes.Length;
            int length = _writer.Write(bytes.Span, frames);
            await stream.WriteAsync(frames.AsMemory(0, length)).ConfigureAwait(false);
            return bytes.Length;
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            throw new EndOfStreamException("The connection has ended.", e);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frames);
            _sending.Release();
        }
    }

    /// <inheritdoc/>
    public override async ValueTask EndSendingAsync(CloseReason reason)
    {
        WebSocketClose close = _reader.Fault ?? _reader.PeerClose ?? SessionEnd.GetClose(reason);
        await SendControlAsync(frame => WebSocketFrames.WriteClose(close, frame), isLast: true).ConfigureAwait(false);
        if (_reader.Fault != null)
            await DropInputAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        bool isReceiving;
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            isReceiving = _isReceiving;
        }

        // A client that reads nothing would keep the connection for ever; all others are closed in order.
        if (_sending.CurrentCount == 0)
            abort();
        else if (isReceiving)
            EndReceiving();
        if (!isReceiving)
            _ended.TrySetResult();
    }

    private void EndReceiving()
    {
        try
        {
            Socket.Shutdown(SocketShutdown.Receive);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    // 0 at the end of the connection, however it comes.
    private async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        lock (_lock)
        {
            if (_isDisposed || _isReceiving)
                return 0;
            _isReceiving = true;
        }

        try
        {
            return await stream.ReadAsync(buffer, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidOperationException)
        {
            _isBroken = true;
            return 0;
        }
        finally
        {
            lock (_lock)
            {
                _isReceiving = false;
                if (_isDisposed)
                    _ended.TrySetResult();
            }
        }
    }

    private async Task SendControlAsync(Func<byte[], int> write, bool isLast = false)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        byte[] frame = ArrayPool<byte>.Shared.Rent(WebSocketFrames.MaxControl);
        try
        {
            if (_isCloseSent)
                return;
            _isCloseSent = isLast;
            await stream.WriteAsync(frame.AsMemory(0, write(frame))).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            _isBroken = true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
            _sending.Release();
        }
    }

    private async Task DropInputAsync()
    {
        using var time = new CancellationTokenSource(LingerTime);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        int left = LingerBytes;
        int dropped;
        do
        {
            dropped = await ReadAsync(buffer, time.Token).ConfigureAwait(false);
            left -= dropped;
        }
        while (dropped > 0 && left > 0);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
