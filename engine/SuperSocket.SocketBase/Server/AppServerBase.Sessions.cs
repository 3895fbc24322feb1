using System.Text;

namespace SuperSocket.SocketBase;

/// <content>Sessions: made, registered, closed, looked up.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private int _warnedOfAscii;

    /// <summary>Whether sends leave the idle time of a session as it is; option <c>idleCountsReceivesOnly</c>.</summary>
    internal bool IdleCountsReceivesOnly { get; private set; }

    /// <inheritdoc/>
    public event SessionHandler<TAppSession>? NewSessionConnected;

    /// <inheritdoc/>
    public event SessionHandler<TAppSession, CloseReason>? SessionClosed;

    private event Func<TAppSession, byte[], int, int, bool>? RawDataReceived;

    event Func<TAppSession, byte[], int, int, bool> IRawDataProcessor<TAppSession>.RawDataReceived
    {
        add => RawDataReceived += value;
        remove => RawDataReceived -= value;
    }

    /// <summary>Finds an open session.</summary>
    /// <param name="sessionID">Its id, in any case.</param>
    /// <returns>The session, or <see langword="null"/>.</returns>
    public abstract TAppSession? GetSessionByID(string sessionID);

    IAppSession? IAppServer.GetSessionByID(string sessionID) => GetSessionByID(sessionID);

    /// <inheritdoc/>
    public virtual IEnumerable<TAppSession> GetSessions(Func<TAppSession, bool> critera) => throw new NotSupportedException();

    /// <inheritdoc/>
    public virtual IEnumerable<TAppSession> GetAllSessions() => throw new NotSupportedException();

    IAppSession? IAppServer.CreateAppSession(ISocketSession socketSession)
    {
        if (ConnectionFilters != null && !IsAllowed(socketSession))
            return null;

        TAppSession session = CreateAppSession(socketSession);
        session.Initialize(this, socketSession);
        return session;
    }

    bool IAppServer.RegisterSession(IAppSession session)
    {
        var appSession = (TAppSession)session;
        if (!RegisterSession(appSession.SessionID, appSession))
        {
            Logger.Error(session, "The session is refused because its id is in use.");
            return false;
        }

        appSession.SocketSession.Closed += OnSocketSessionClosed;
        if (Config.LogBasicSessionActivity)
            Logger.Info(session, "A new session connected.");
        OnNewSessionConnected(appSession);
        return true;
    }

    /// <summary>Makes the session of a new connection.</summary>
    /// <param name="socketSession">The connection.</param>
    /// <returns>A new session.</returns>
    protected virtual TAppSession CreateAppSession(ISocketSession socketSession) => new();

    /// <summary>Makes a session known under its id.</summary>
    /// <param name="sessionID">The id.</param>
    /// <param name="appSession">The session.</param>
    /// <returns><see langword="false"/> if the id is taken.</returns>
    protected virtual bool RegisterSession(string sessionID, TAppSession appSession) => true;

    /// <summary>Called for every registered session, before it starts. The base raises <see cref="NewSessionConnected"/> on the thread pool.</summary>
    /// <param name="session">The session.</param>
    protected virtual void OnNewSessionConnected(TAppSession session)
    {
        if (NewSessionConnected is { } handlers)
            RaiseInOrder(session, handlers.GetInvocationList(), handler => ((SessionHandler<TAppSession>)handler)(session));
    }

    /// <summary>
    /// Called exactly once for every registered session when it closes. The base raises <see cref="SessionClosed"/> on the thread
    /// pool and calls the session's <c>OnSessionClosed</c>.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">Why it closed.</param>
    protected virtual void OnSessionClosed(TAppSession session, CloseReason reason)
    {
        if (SessionClosed is { } handlers)
            RaiseInOrder(session, handlers.GetInvocationList(), handler => ((SessionHandler<TAppSession, CloseReason>)handler)(session, reason));
        session.OnSessionClosed(reason);
    }

    /// <summary>Raises the event of a session whose protocol has an opening of its own, before any later event of the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="started">Completes when the session has started; <see langword="false"/> leaves the event out.</param>
    /// <param name="whenTold">Runs when all subscribers have returned.</param>
    internal void QueueNewSessionConnected(TAppSession session, Task<bool> started, Action whenTold)
    {
        session.HoldEvents(started);
        if (NewSessionConnected is { } handlers)
        {
            RaiseInOrder(session, handlers.GetInvocationList(), handler =>
            {
                if (started.Result)
                    ((SessionHandler<TAppSession>)handler)(session);
            });
        }

        session.QueueEvent(whenTold);
    }

    internal bool OnRawDataReceived(TAppSession session, byte[] buffer, int offset, int length)
        => RawDataReceived is not { } handler || handler(session, buffer, offset, length);

    /// <summary>Says once when text is sent that the default encoding cannot hold.</summary>
    internal void WarnIfLossy(Encoding charset, string message)
    {
        if (charset is ASCIIEncoding && !Ascii.IsValid(message) && Interlocked.Exchange(ref _warnedOfAscii, 1) == 0)
            Logger.Warn($"The server {Name} sends text that ASCII cannot hold, so that '?' is sent instead: set the attribute textEncoding, for example to utf-8.");
    }

    private bool IsAllowed(ISocketSession connection)
    {
        foreach (IConnectionFilter filter in ConnectionFilters!)
        {
            if (filter.AllowConnect(connection.RemoteEndPoint))
                continue;
            Counts.AddRefused(ConnectionRefusal.Filter);
            if (Logger.IsInfoEnabled)
                Logger.Info($"The connection from {connection.RemoteEndPoint} is refused by the connection filter {filter.Name}.");
            return false;
        }

        return true;
    }

    private void OnSocketSessionClosed(ISocketSession connection, CloseReason reason)
    {
        var session = (TAppSession)connection.AppSession;
        session.Connected = false;
        bool everyday = reason is CloseReason.ServerShutdown or CloseReason.ClientClosing or CloseReason.ServerClosing or CloseReason.SocketError;
        if ((Config.LogBasicSessionActivity || !everyday) && Logger.IsInfoEnabled)
            Logger.Info(session, $"The session was closed: {reason}.");
        try
        {
            OnSessionClosed(session, reason);
        }
        catch (Exception e)
        {
            Logger.Error(session, "OnSessionClosed failed.", e);
        }
    }

    private void RaiseInOrder(TAppSession session, Delegate[] handlers, Action<Delegate> call)
        => session.QueueEvent(() =>
        {
            foreach (Delegate handler in handlers)
            {
                try
                {
                    call(handler);
                }
                catch (Exception e)
                {
                    Logger.Error(session, $"A subscriber of a session event failed: {handler.Method.Name}.", e);
                }
            }
        });
}
