using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// The life of one session on any transport: set up, registered, started, and closed exactly once with the first reason given.
/// </summary>
internal abstract class SocketSession(IAppServer appServer) : ISocketSession, IClosingTransport
{
    private readonly Lock _lifeLock = new();
    private bool _started;
    private bool _closing;

    public abstract string SessionID { get; }

    public abstract IPEndPoint RemoteEndPoint { get; }

    public abstract IPEndPoint LocalEndPoint { get; }

    public abstract Socket? Client { get; }

    public IAppSession AppSession { get; private set; } = null!;

    public SslProtocols SecureProtocol { get; set; }

    public Action<ISocketSession, CloseReason>? Closed { get; set; }

    public int OrigReceiveOffset => 0;

    protected IAppServer AppServer { get; } = appServer;

    protected IRequestReader Reader { get; private set; } = null!;

    public bool IsClosing => Volatile.Read(ref _closing);

    protected CloseReason Reason { get; private set; }

    public void Initialize(IAppSession appSession)
    {
        AppSession = appSession;
        Reader = (IRequestReader)appSession;
    }

    public void Start()
    {
        AppSession.StartSession();
        FinishStart();
        if (!IsClosing)
            StartReceiving();
    }

    public abstract bool TrySend(ArraySegment<byte> segment);

    public abstract bool TrySend(IList<ArraySegment<byte>> segments);

    public abstract void ApplySecureProtocol();

    public void Close(CloseReason reason)
    {
        bool raise;
        lock (_lifeLock)
        {
            if (_closing)
                return;
            _closing = true;
            Reason = reason;
            raise = _started;
        }

        StopSending();
        if (raise)
            RaiseClosed();
        End();
    }

    /// <summary>Makes the session and starts it. Runs on a pool thread of its own; nothing escapes.</summary>
    protected async Task OpenAsync()
    {
        try
        {
            if (IsClosing)
                return;
            if (AppServer.CreateAppSession(this) is not { } session)
            {
                Close(CloseReason.ServerClosing);
                return;
            }

            if (IsClosing || !await PrepareAsync().ConfigureAwait(false) || IsClosing)
                return;
            if (AppServer.RegisterSession(session))
                Start();
            else
                Close(CloseReason.InternalError);
        }
        catch (Exception e)
        {
            AppServer.Logger.Error(this, "The connection is closed because its session could not be set up.", e);
            Close(CloseReason.InternalError);
            FinishStart();
        }
    }

    /// <summary>What a transport does between making the session and registering it.</summary>
    /// <returns><see langword="false"/> if it closed the connection.</returns>
    protected virtual ValueTask<bool> PrepareAsync() => ValueTask.FromResult(true);

    /// <summary>Starts to receive.</summary>
    protected abstract void StartReceiving();

    /// <summary>Accepts nothing more for sending.</summary>
    protected abstract void StopSending();

    /// <summary>Sends what is owed, then frees everything. Never blocks, never throws.</summary>
    protected abstract void End();

    // Until OnSessionStarted has returned, the close hooks wait: no session is told of its end before its start.
    private void FinishStart()
    {
        bool raise;
        lock (_lifeLock)
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
            Closed?.Invoke(this, Reason);
        }
        catch (Exception e)
        {
            AppServer.Logger.Error(this, "A close handler failed.", e);
        }
    }
}
