using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>
/// One TCP connection: a loop that receives, a queue that sends, and one way to close. A connection that is idle holds no buffer.
/// </summary>
internal sealed class TcpSocketSession : ISocketSession, ISendRoomWaiter, INoticeSender
{
    // What waits for a slow peer at the most; a single larger send is taken when nothing waits.
    private const int SendLimit = 64 * 1024;

    // What notices may take beyond that: a few short lines.
    private const int NoticeReserve = 4 * 1024;

    // After our FIN the peer may still be sending: its bytes are read and dropped for so long, or it would be reset before it has read ours.
    private const int LingerBytes = 256 * 1024;
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly TcpSocketServer _server;
    private readonly Socket _socket;
    private readonly IServerConfig _config;
    private readonly SendQueue _output;
    private readonly Lock _lifeGate = new();
    private IRequestReader _reader = null!;
    private TaskCompletionSource? _inputEnded;
    private bool _inputOpen;
    private CloseReason _reason;
    private bool _started;
    private bool _closing;

    public TcpSocketSession(TcpSocketServer server, Socket socket)
    {
        _server = server;
        _socket = socket;
        _config = server.Config;
        _output = new SendQueue(
            socket,
            Math.Max(256, _config.SendBufferSize),
            Math.Max(SendLimit, _config.SendingQueueSize * Math.Max(0, _config.SendBufferSize)),
            () => _reader.OnSendRoom(),
            OnSocketFailed);
        RemoteEndPoint = (IPEndPoint)socket.RemoteEndPoint!;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public string SessionID { get; } = Guid.NewGuid().ToString();

    public IPEndPoint RemoteEndPoint { get; }

    public IPEndPoint LocalEndPoint { get; }

    public Socket Client => _socket;

    public IAppSession AppSession { get; private set; } = null!;

    public SslProtocols SecureProtocol { get; set; }

    public Action<ISocketSession, CloseReason>? Closed { get; set; }

    public int OrigReceiveOffset => 0;

    private bool IsClosing => Volatile.Read(ref _closing);

    public void Initialize(IAppSession appSession)
    {
        AppSession = appSession;
        _reader = (IRequestReader)appSession;
    }

    /// <summary>Makes the session, registers it and starts it. Runs on a pool thread of its own; nothing escapes.</summary>
    public void Open()
    {
        try
        {
            IAppServer appServer = _server.AppServer;
            if (appServer.CreateAppSession(this) is not { } session)
            {
                Close(CloseReason.ServerClosing);
                return;
            }

            if (IsClosing)
                return;
            if (appServer.RegisterSession(session))
                Start();
            else
                Close(CloseReason.InternalError);
        }
        catch (Exception e)
        {
            _server.AppServer.Logger.Error(this, "The connection is closed because its session could not be set up.", e);
            Close(CloseReason.InternalError);
            FinishStart();
        }
    }

    public void Start()
    {
        AppSession.StartSession();
        FinishStart();
        if (IsClosing)
            return;
        _inputOpen = true;
        _ = ReceiveAsync();
    }

    public bool TrySend(ArraySegment<byte> segment) => AfterOffer(_output.TryAdd(segment));

    public bool TrySend(IList<ArraySegment<byte>> segments) => AfterOffer(_output.TryAdd(segments));

    public bool TrySendNotice(ArraySegment<byte> segment) => AfterOffer(_output.TryAdd(segment, NoticeReserve));

    public bool WaitForSendRoom(int milliseconds)
    {
        SendBatch.FlushAll();
        return _output.WaitForProgress(milliseconds);
    }

    public void ApplySecureProtocol() => throw new NotSupportedException("The security of a connection that is in use cannot be changed.");

    public void Close(CloseReason reason)
    {
        bool raise;
        lock (_lifeGate)
        {
            if (_closing)
                return;
            _closing = true;
            _reason = reason;
            raise = _started;
        }

        _output.Close();
        if (raise)
            RaiseClosed();
        _ = EndAsync();
    }

    // Until OnSessionStarted has returned, the close hooks wait: no session is told of its end before its beginning.
    private void FinishStart()
    {
        bool raise;
        lock (_lifeGate)
        {
            raise = _closing && !_started;
            _started = true;
        }

        if (raise)
            RaiseClosed();
    }

    private void RaiseClosed()
    {
        try
        {
            Closed?.Invoke(this, _reason);
        }
        catch (Exception e)
        {
            _server.AppServer.Logger.Error(this, "A close handler failed.", e);
        }
    }

    private bool AfterOffer(SendQueue.Offer offer)
    {
        if (offer == SendQueue.Offer.Refused)
            return false;
        if (offer == SendQueue.Offer.TakenNeedsFlush)
            SendBatch.Flush(_output);
        if (_config.SyncSend)
        {
            SendBatch.FlushAll();
            _output.WaitUntilEmpty(_config.SendTimeOut);
        }

        return true;
    }

    private async Task ReceiveAsync()
    {
        CloseReason end = CloseReason.ClientClosing;
        byte[]? buffer = null;
        int size = Math.Max(64, _config.ReceiveBufferSize);
        int kept = 0;
        try
        {
            while (true)
            {
                if (buffer == null)
                {
                    await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None).ConfigureAwait(false);
                    buffer = ArrayPool<byte>.Shared.Rent(size);
                }

                int received = await _socket.ReceiveAsync(buffer.AsMemory(kept, size - kept), SocketFlags.None).ConfigureAwait(false);
                if (received == 0)
                    break;
                if (!await HandleBlockAsync(buffer, kept, received).ConfigureAwait(false))
                {
                    await DropInputAsync(buffer).ConfigureAwait(false);
                    break;
                }

                int delta = _reader.OffsetDelta;
                if (delta < 0 || delta >= size)
                {
                    _server.AppServer.Logger.Error(this, $"Protocol error: the receive filter's OffsetDelta {delta} is not between 0 and {size - 1} (receiveBufferSize).");
                    end = CloseReason.ProtocolError;
                    break;
                }

                bool drained = received < size - kept;
                kept = delta;
                if (drained && kept == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = null;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            LogSocketError(e);
            end = CloseReason.SocketError;
        }
        catch (Exception e)
        {
            _server.AppServer.Logger.Error(this, "Receiving failed.", e);
            end = CloseReason.InternalError;
        }
        finally
        {
            if (buffer != null)
                ArrayPool<byte>.Shared.Return(buffer);
        }

        Close(end);
        lock (_lifeGate)
        {
            _inputOpen = false;
            _inputEnded?.TrySetResult();
        }
    }

    // The requests of a block run one after another; when the peer does not read its answers, its requests wait.
    private async ValueTask<bool> HandleBlockAsync(byte[] buffer, int offset, int length)
    {
        if (IsClosing || !_reader.AcceptBlock(buffer, offset, length))
            return !IsClosing;

        while (length > 0)
        {
            // Others may have filled the queue before the first request.
            if (_output.IsHalfFull && !await WaitUntilPeerReadsAsync().ConfigureAwait(false))
                return false;
            if (!HandleRequests(buffer, ref offset, ref length))
                return false;
        }

        return !IsClosing;
    }

    private bool HandleRequests(byte[] buffer, ref int offset, ref int length)
    {
        SendBatch? batch = _server.BatchSends ? SendBatch.Begin() : null;
        try
        {
            while (length > 0)
            {
                if (!_reader.ProcessNext(buffer, ref offset, ref length, toBeCopied: true))
                    return false;
                if (_output.IsHalfFull)
                    break;
            }

            return true;
        }
        finally
        {
            batch?.End();
        }
    }

    private async Task<bool> WaitUntilPeerReadsAsync()
    {
        try
        {
            TimeSpan limit = _config.SendTimeOut > 0 ? TimeSpan.FromMilliseconds(_config.SendTimeOut) : Timeout.InfiniteTimeSpan;
            await _output.WhenHalfEmptyAsync(limit).ConfigureAwait(false);
            return !IsClosing;
        }
        catch (TimeoutException)
        {
            if (_server.AppServer.Logger.IsInfoEnabled)
                _server.AppServer.Logger.Info(this, $"The session is closed because its peer sent requests and read no answer for {_config.SendTimeOut} ms (sendTimeOut).");
            Close(CloseReason.TimeOut);
            return false;
        }
    }

    private async Task DropInputAsync(byte[] buffer)
    {
        int left = LingerBytes;
        while (left > 0)
        {
            int received = await _socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None).ConfigureAwait(false);
            if (received == 0)
                return;
            left -= received;
        }
    }

    // Flush, FIN, wait for the peer's FIN, close; each step bounded. Nothing escapes.
    private async Task EndAsync()
    {
        try
        {
            TimeSpan flushTime = TimeSpan.FromMilliseconds(_config.SendTimeOut > 0 ? _config.SendTimeOut : 5000);
            await _output.WhenEmptyAsync().WaitAsync(flushTime).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
            await WhenInputEnded().WaitAsync(LingerTime).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or SocketException or ObjectDisposedException)
        {
            // The peer does not read, does not close, or is gone: the socket is closed all the same.
        }
        finally
        {
            _socket.Dispose();
            _server.Remove(this);
        }
    }

    private Task WhenInputEnded()
    {
        lock (_lifeGate)
        {
            if (!_inputOpen)
                return Task.CompletedTask;
            _inputEnded ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _inputEnded.Task;
        }
    }

    private void OnSocketFailed(Exception e)
    {
        LogSocketError(e);
        Close(CloseReason.SocketError);
    }

    private void LogSocketError(Exception e)
    {
        bool everyday = e is ObjectDisposedException || (e is SocketException socketException && EverydaySocketErrors.Contains(socketException.SocketErrorCode));
        if (!IsClosing && (!everyday || _config.LogAllSocketException))
            _server.AppServer.Logger.Error(this, "The connection failed.", e);
    }
}
