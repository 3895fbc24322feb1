using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>
/// One stream connection: a loop that receives, a queue that sends, and one way to close. An idle connection holds no buffer.
/// </summary>
internal sealed partial class StreamSocketSession : SocketSession, ISendQueueOwner, ISendRoomWaiter, INoticeSender, ISendStallMeter
{
    // Bytes that notices may use beyond maxSendBytes: a few lines. The longest one quotes an unknown command of 4 KiB of control characters.
    private const int NoticeReserve = 16 * 1024;

    // Maximum duration of closing. Each further piece of this many unsent bytes adds a second.
    private static readonly TimeSpan MaxEnd = TimeSpan.FromSeconds(30);
    private const int BytesPerSecondOfEnd = 64 * 1024;

    // After our FIN the peer may still send. Its bytes are read and discarded for this time. Otherwise the socket would send a reset, perhaps before the peer
    // has read our bytes.
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    private readonly StreamSocketServer _server;
    private readonly Transport _transport;
    private readonly IServerConfig _config;
    private readonly SendQueue _output;

    // What bulk leaves free of the queue.
    private readonly int _bulkReserve;
    private readonly Lock _inputLock = new();
    private SendStall? _stall;
    private TaskCompletionSource? _inputEnded;
    private TaskCompletionSource<IAppSession>? _outgoing;
    private bool _inputOpen;
    private bool _ending;
    private bool _prepared;

    /// <summary>Creates the engine's side of a connection.</summary>
    /// <param name="server">The server to which the connection belongs.</param>
    /// <param name="transport">The connection.</param>
    /// <param name="security">Its TLS protocols.</param>
    /// <param name="client">The client behind the proxy, if a proxy connected.</param>
    public StreamSocketSession(StreamSocketServer server, Transport transport, SslProtocols security, IPEndPoint? client = null)
        : base(server.AppServer)
    {
        _server = server;
        _config = server.Config;
        _transport = transport;
        _prepared = !transport.NeedsPreparing;
        SecureProtocol = security;
        int maxSendBytes = server.MaxSendBytes;
        _bulkReserve = maxSendBytes - (maxSendBytes / 4);
        _output = new SendQueue(_transport, Math.Max(256, _config.SendBufferSize), maxSendBytes, this, server.SegmentLimit);
        RemoteEndPoint = client ?? (IPEndPoint)transport.Socket.RemoteEndPoint!;
        LocalEndPoint = (IPEndPoint)transport.Socket.LocalEndPoint!;
    }

    public override string SessionID { get; } = Guid.NewGuid().ToString();

    public override IPEndPoint RemoteEndPoint { get; }

    public override IPEndPoint LocalEndPoint { get; }

    public override Socket Client => _transport.Socket;

    /// <summary>The connection.</summary>
    public Transport Transport => _transport;

    /// <summary>Whether the connection counts for its address (<see cref="IAddressAdmission"/>) until it is closed.</summary>
    public bool IsAdmitted { get; init; }

    /// <summary>Creates, registers and starts the session on a pool thread.</summary>
    public void OpenLater() => ThreadPool.UnsafeQueueUserWorkItem(static session => _ = session.OpenAsync(), this, preferLocal: false);

    /// <summary>Creates, registers and starts the session of an outgoing connection on a pool thread.</summary>
    /// <returns>A task that completes when the session has started, before its first request. It faults if the start fails.</returns>
    public Task<IAppSession> OpenOutgoing()
    {
        _outgoing = new TaskCompletionSource<IAppSession>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(static session => _ = session.OpenOutgoingAsync(session._outgoing!), this, preferLocal: false);
        return _outgoing.Task;
    }

    public override bool TrySend(ArraySegment<byte> segment) => _prepared && AfterOffer(_output.TryAdd(segment));

    public override bool TrySend(IList<ArraySegment<byte>> segments) => _prepared && AfterOffer(_output.TryAdd(segments));

    public bool TrySendNotice(ArraySegment<byte> segment) => _prepared && AfterOffer(_output.TryAddBounded(segment, NoticeReserve));

    // Bulk data may fill a quarter of the queue. Requests wait while more than half is used. If bulk data could fill that half, requests
    // would wait until all of it is sent.
    public bool TrySendBulk(ArraySegment<byte> segment) => _prepared && AfterOffer(_output.TryAddBounded(segment, -_bulkReserve));

    public bool WaitForSendRoom(int milliseconds)
    {
        SendBatch.FlushAll();
        return _output.WaitForProgress(milliseconds);
    }

    // The bytes that the peer acknowledges show progress before the socket has room. The two sources are never mixed, because the caller subtracts values.
    public long TakenBytes => OperatingSystem.IsLinux() ? PeerProgress.AcknowledgedBytes(_transport.Socket) : _output.Taken;

    public long WaitingBytes => _output.Waiting;

    public TimeSpan MeasureSendStall()
        => _output.IsEmpty && _stall == null ? TimeSpan.Zero : (_stall ??= new SendStall()).Measure(_output, _transport.Socket);

    public override void ApplySecureProtocol() => throw new NotSupportedException("The security of a connection that is in use cannot be changed.");

    protected override async ValueTask<bool> PrepareAsync()
    {
        if (_prepared)
            return true;

        try
        {
            await _transport.PrepareAsync(AppSession).ConfigureAwait(false);
            Volatile.Write(ref _prepared, true);
            _server.CountHandshake();
            return true;
        }
        catch (Exception e)
        {
            // A client caused the exception, whatever it is. No stack trace for each connection.
            if (!IsClosing)
                _server.LogFailedHandshake(RemoteEndPoint, e);
            Close(CloseReason.SocketError);
            return false;
        }
    }

    protected override void StartReceiving()
    {
        _outgoing?.TrySetResult(AppSession);
        lock (_inputLock)
        {
            if (_ending)
                return;
            _inputOpen = true;
        }

        _ = ReceiveAsync();
    }

    protected override void StopSending() => _output.Close();

    protected override void End() => _ = EndAsync();

    private async Task OpenOutgoingAsync(TaskCompletionSource<IAppSession> started)
    {
        await OpenAsync().ConfigureAwait(false);
        started.TrySetException(new InvalidOperationException($"The connection to {RemoteEndPoint} became no session: it was refused or closed meanwhile."));
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

    // Flush, FIN, wait for the peer's FIN, close. Each step is bounded. Throws nothing.
    private async Task EndAsync()
    {
        try
        {
            Task? inputEnded = WhenInputEnded();
            TimeSpan patience = TimeSpan.FromMilliseconds(_config.SendTimeOut > 0 ? _config.SendTimeOut : 5000);
            TimeSpan longest = (patience > MaxEnd ? patience : MaxEnd) + TimeSpan.FromSeconds(_output.Waiting / BytesPerSecondOfEnd);
            await WithinAsync(PeerProgress.WaitAsync(() => _output.WhenEmptyAsync(patience), _transport.Socket, patience), longest).ConfigureAwait(false);
            await WithinAsync(_transport.EndSendingAsync(Reason).AsTask(), patience).ConfigureAwait(false);

            // Many peers keep their side open. An exception for each of them would cost more than the wait.
            await WithinAsync(inputEnded ?? DropUnreadInputAsync(), LingerTime).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception)
        {
            // The peer does not read, does not close, or is gone, or its handshake failed. The socket is closed in any case.
        }
        finally
        {
            _transport.Dispose();
            _server.Remove(this);
        }
    }

    // After a timeout the abandoned step fails when its socket is closed. The continuation observes that exception.
    private static Task WithinAsync(Task step, TimeSpan limit)
    {
        _ = step.ContinueWith(
            static failed => _ = failed.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return step.WaitAsync(limit);
    }

    // Null if this side receives nothing now and later.
    private Task? WhenInputEnded()
    {
        lock (_inputLock)
        {
            _ending = true;
            if (!_inputOpen)
                return _inputEnded?.Task;
            _inputEnded ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _inputEnded.Task;
        }
    }

    // While the application creates the receive filter, there is no reader.
    void ISendQueueOwner.OnRoom() => (Reader as IRequestReader)?.OnSendRoom();

    void ISendQueueOwner.OnTaken(int bytes) => _server.Counts.AddSent(bytes);

    // The sending thread may hold a lock that the close handlers of the application need. So they run on another thread.
    void ISendQueueOwner.OnFailed(Exception e)
    {
        LogSocketError(e);
        ThreadPool.UnsafeQueueUserWorkItem(static session => session.Close(CloseReason.SocketError), this, preferLocal: false);
    }

    private void LogSocketError(Exception e)
    {
        bool everyday = e is ObjectDisposedException or EndOfStreamException || EverydaySocketErrors.Contains(e);
        if (!IsClosing && (!everyday || _config.LogAllSocketException))
            AppServer.Logger.Error(this, "The connection failed.", e);
    }
}
