using System.Collections.Concurrent;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>
/// A server that keeps its sessions: live, and safe to enumerate while they come and go.
/// </summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract partial class AppServer<TAppSession, TRequestInfo> : AppServerBase<TAppSession, TRequestInfo>
    where TRequestInfo : class, IRequestInfo
    where TAppSession : AppSession<TAppSession, TRequestInfo>, IAppSession, new()
{
    private readonly ConcurrentDictionary<string, TAppSession> _sessions = new(StringComparer.OrdinalIgnoreCase);
    private int _sessionCount;

    /// <summary>Makes a server whose protocol is set later.</summary>
    public AppServer()
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="protocol">Makes the receive filter of each session.</param>
    protected AppServer(IReceiveFilterFactory<TRequestInfo> protocol)
        : base(protocol)
    {
    }

    /// <inheritdoc/>
    public override int SessionCount => Volatile.Read(ref _sessionCount);

    /// <inheritdoc/>
    public override bool Start()
    {
        if (!base.Start())
            return false;

        SetIdleTimer();
        return true;
    }

    /// <summary>Closes the listeners, then all sessions, and returns when these have sent what they owed or <c>sendTimeOut</c> is over.</summary>
    public override void Stop()
    {
        if (State != ServerState.Running)
            return;

        base.Stop();
        SetIdleTimer();
        Parallel.ForEach(GetAllSessions(), session => CloseGuarded(session, CloseReason.ServerShutdown));
        WaitForConnections();
    }

    /// <inheritdoc/>
    public override TAppSession? GetSessionByID(string sessionID)
        => string.IsNullOrEmpty(sessionID) ? NullAppSession : _sessions.GetValueOrDefault(sessionID, NullAppSession);

    /// <summary>Finds an open session.</summary>
    /// <param name="sessionID">Its id, in any case.</param>
    /// <returns>The session, or <see langword="null"/>.</returns>
    [Obsolete("Use the method GetSessionByID instead")]
    public TAppSession? GetAppSessionByID(string sessionID) => GetSessionByID(sessionID);

    /// <inheritdoc/>
    public override IEnumerable<TAppSession> GetAllSessions()
    {
        foreach (KeyValuePair<string, TAppSession> pair in _sessions)
            yield return pair.Value;
    }

    /// <inheritdoc/>
    public override IEnumerable<TAppSession> GetSessions(Func<TAppSession, bool> critera) => GetAllSessions().Where(critera);

    /// <inheritdoc/>
    protected override bool RegisterSession(string sessionID, TAppSession appSession)
    {
        if (!_sessions.TryAdd(sessionID, appSession))
            return false;
        Interlocked.Increment(ref _sessionCount);
        return true;
    }

    /// <inheritdoc/>
    protected override void OnSessionClosed(TAppSession session, CloseReason reason)
    {
        if (_sessions.TryRemove(new KeyValuePair<string, TAppSession>(session.SessionID, session)))
            Interlocked.Decrement(ref _sessionCount);
        base.OnSessionClosed(session, reason);
    }

    private void CloseGuarded(TAppSession session, CloseReason reason)
    {
        try
        {
            session.Close(reason);
        }
        catch (Exception e)
        {
            Logger.Error(session, "Closing the session failed.", e);
        }
    }
}

/// <summary>A server of the default line protocol, or another one whose requests are texts.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
public class AppServer<TAppSession> : AppServer<TAppSession, StringRequestInfo>
    where TAppSession : AppSession<TAppSession, StringRequestInfo>, IAppSession, new()
{
    /// <summary>Makes a server of the default line protocol.</summary>
    public AppServer()
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="receiveFilterFactory">Makes the receive filter of each session.</param>
    public AppServer(IReceiveFilterFactory<StringRequestInfo> receiveFilterFactory)
        : base(receiveFilterFactory)
    {
    }

    private protected override IReceiveFilterFactory<StringRequestInfo> CreateDefaultReceiveFilterFactory()
        => new CommandLineReceiveFilterFactory(TextEncoding);
}

/// <summary>A server of the default line protocol that needs no session type of its own.</summary>
public class AppServer : AppServer<AppSession>
{
    /// <summary>Makes a server of the default line protocol.</summary>
    public AppServer()
    {
    }

    /// <summary>Makes a server.</summary>
    /// <param name="receiveFilterFactory">Makes the receive filter of each session.</param>
    public AppServer(IReceiveFilterFactory<StringRequestInfo> receiveFilterFactory)
        : base(receiveFilterFactory)
    {
    }
}
