using System.Buffers;
using System.Net;
using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// One session over UDP. Its datagrams wait in a bounded queue and are handled one after another, on a pool thread that is its own meanwhile.
/// </summary>
internal sealed class UdpSocketSession : SocketSession, ISendRoomWaiter, ISharedFilterTransport
{
    private const int MaxInOneGo = 64;

    // What may wait for a slow session; what comes on top is dropped.
    private const int MaxPendingBytes = 256 * 1024;

    // What a datagram that waits costs besides its bytes.
    private const int DatagramOverhead = 128;

    private readonly UdpSocketServer _server;

    // The lock guards what follows it, down to the empty line; nothing foreign is called under it.
    private readonly Lock _lock = new();
    private readonly Queue<Datagram> _pending = new();
    private int _pendingBytes;
    private bool _receiving;
    private bool _handling;
    private bool _opened;
    private bool _ended;
    private bool _stays = true;
    private bool _isLeaving;
    private volatile bool _isGone;

    private int _isVisitor = 1;
    private volatile UdpPath _path;
    private volatile bool _sendingStopped;

    // What a filter with an offset wants to find in front of the next datagram.
    private byte[] _kept = [];

    /// <summary>Makes the session of first datagrams, which wait until <see cref="Open"/> has started the session.</summary>
    /// <param name="server">Keeps the session.</param>
    /// <param name="sessionID">Its id.</param>
    /// <param name="first">The datagrams, one at least.</param>
    public UdpSocketSession(UdpSocketServer server, string sessionID, params ReadOnlySpan<Datagram> first)
        : base(server.AppServer)
    {
        _server = server;
        SessionID = sessionID;
        _path = first[0].Path;
        foreach (Datagram datagram in first)
        {
            _pending.Enqueue(datagram);
            _pendingBytes += SizeOf(datagram);
        }
    }

    public override string SessionID { get; }

    /// <summary>Who sent the datagram that is being handled, or was the last one.</summary>
    public override IPEndPoint RemoteEndPoint => _path.Remote;

    public override IPEndPoint LocalEndPoint => _path.Listener.EndPoint;

    public override Socket? Client => null;

    public bool SharesFilter => _server.Router.Parses;

    /// <summary>Whether it takes no datagram ever again, and its place among the sessions is another's in a moment.</summary>
    public bool IsGone => _isGone;

    /// <summary>Makes the application's session, registers it and starts it.</summary>
    public void Open() => _ = OpenThenReleaseAsync();

    /// <summary>Puts a datagram into the queue.</summary>
    /// <returns><see langword="false"/> if it is to be dropped.</returns>
    public bool TryEnqueue(in Datagram datagram)
    {
        lock (_lock)
        {
            // While it is leaving, its datagrams are handled: those that come now wait for its successor.
            int size = SizeOf(datagram);
            if (_isGone || (_ended && !_isLeaving) || (_pending.Count > 0 && _pendingBytes + size > Math.Max(MaxPendingBytes, _server.Config.ReceiveBufferSize)))
                return false;
            _pending.Enqueue(datagram);
            _pendingBytes += size;
            if (!_receiving || _handling || _isLeaving)
                return true;
            _handling = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static session => _ = session.HandlePendingAsync(), this, preferLocal: false);
        return true;
    }

    /// <summary>What came while it was leaving. It takes no datagram any more.</summary>
    public Datagram[] TakeLate()
    {
        lock (_lock)
        {
            _isGone = true;
            Datagram[] late = [.. _pending];
            _pending.Clear();
            return late;
        }
    }

    public override bool TrySend(ArraySegment<byte> segment) => !_sendingStopped && _path.Listener.TrySend(segment, _path.Remote, this);

    /// <summary>Sends all segments as one datagram.</summary>
    public override bool TrySend(IList<ArraySegment<byte>> segments)
    {
        if (segments.Count == 1)
            return TrySend(segments[0]);

        byte[] whole = ArrayPool<byte>.Shared.Rent(Math.Max(1, segments.Sum(segment => segment.Count)));
        int length = 0;
        foreach (ArraySegment<byte> segment in segments)
        {
            segment.AsSpan().CopyTo(whole.AsSpan(length));
            length += segment.Count;
        }

        bool taken = TrySend(new ArraySegment<byte>(whole, 0, length));
        ArrayPool<byte>.Shared.Return(whole);
        return taken;
    }

    // Nobody says what arrived.
    public long TakenBytes => 0;

    public bool WaitForSendRoom(int milliseconds)
    {
        if (!_sendingStopped)
            _path.Listener.WaitForSendRoom(TimeSpan.FromMilliseconds(milliseconds is < 0 or > 100 ? 100 : milliseconds));
        return !_sendingStopped;
    }

    public override void ApplySecureProtocol() => throw new NotSupportedException("UDP sessions have no security that could be changed.");

    protected override void StartReceiving()
    {
        lock (_lock)
        {
            _opened = _receiving = true;
            if (_ended || _pending.Count == 0)
                return;
            _handling = true;
        }

        _ = HandlePendingAsync();
    }

    protected override void StopSending() => _sendingStopped = true;

    protected override void End()
    {
        lock (_lock)
        {
            _ended = true;
            if (!_isLeaving)
            {
                _pending.Clear();
                _pendingBytes = 0;
            }

            if (!_opened)
                return;
        }

        Remove();
    }

    // A session that is closed while it opens keeps its id until it is open, or its successor would find the id in use.
    private async Task OpenThenReleaseAsync()
    {
        await OpenAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _opened = true;

            // One that is leaving was open, and is removed when it has left.
            if (!_ended || _isLeaving)
                return;
        }

        Remove();
    }

    private static int SizeOf(in Datagram datagram) => datagram.Bytes.Length + DatagramOverhead;

    private void Remove()
    {
        EndVisit();
        _server.Remove(this);
    }

    private void EndVisit()
    {
        if (Interlocked.Exchange(ref _isVisitor, 0) == 1)
            _server.ReleaseVisitor();
    }

    // Nothing escapes. Other work of the pool comes in between when datagrams never end.
    private async Task HandlePendingAsync()
    {
        bool isLeaving;
        for (int handled = 1; TryDequeue(out Datagram datagram, out isLeaving); handled++)
        {
            try
            {
                await HandleAsync(datagram).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                AppServer.Logger.Error(this, "Protocol error: A datagram could not be handled.", e);
                Close(CloseReason.ProtocolError);
            }

            if (handled % MaxInOneGo == 0)
                await Task.Yield();
        }

        if (isLeaving)
            Close(CloseReason.ServerClosing);
    }

    private bool TryDequeue(out Datagram datagram, out bool isLeaving)
    {
        lock (_lock)
        {
            isLeaving = false;
            if (_pending.TryDequeue(out datagram))
            {
                _pendingBytes -= SizeOf(datagram);
                return true;
            }

            // Under the lock, so that a datagram is either handled before the end or belongs to the next session.
            _handling = false;
            _isLeaving = isLeaving = !_stays && !_ended;
            _ended |= _isLeaving;
            return false;
        }
    }

    private async ValueTask HandleAsync(Datagram datagram)
    {
        _path = datagram.Path;
        var application = AppSession as IDatagramSession;
        application?.OnDatagram(datagram.Bytes.Length);
        try
        {
            await ProcessAsync(datagram).ConfigureAwait(false);
        }
        finally
        {
            _stays = application?.OnDatagramHandled() ?? true;
            if (_stays)
                EndVisit();
        }
    }

    private async ValueTask ProcessAsync(Datagram datagram)
    {
        if (datagram.Request != null)
        {
            _server.Router.Execute(AppSession, datagram.Request);
            await WhenHandledAsync().ConfigureAwait(false);
            return;
        }

        byte[] buffer = _kept.Length == 0 ? datagram.Bytes : [.. _kept, .. datagram.Bytes];
        int offset = _kept.Length;
        int length = datagram.Bytes.Length;
        if (!Reader.AcceptBlock(buffer, offset, length))
            return;
        long now = Environment.TickCount64;
        while (length > 0 && !IsClosing && Reader.ProcessNext(buffer, ref offset, ref length, toBeCopied: false, ref now))
        {
            await WhenHandledAsync().ConfigureAwait(false);
            now = Environment.TickCount64;
        }

        await WhenHandledAsync().ConfigureAwait(false);

        int delta = Reader.OffsetDelta;
        if (delta < 0 || delta > buffer.Length)
            throw new InvalidDataException($"The receive filter's OffsetDelta {delta} is not between 0 and the {buffer.Length} bytes that were received.");
        _kept = buffer[..delta];
    }

    private async ValueTask WhenHandledAsync()
    {
        Reader.EndBlock();
        while (!Reader.Pending.IsCompleted)
            await Reader.Pending.ConfigureAwait(false);
    }
}
