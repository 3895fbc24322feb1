using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>A server without its types.</summary>
public interface IAppServer : IWorkItem, ILoggerProvider
{
    /// <summary>Local time of the last start.</summary>
    DateTime StartedTime { get; }

    /// <summary>Where it listens.</summary>
    ListenerInfo[] Listeners { get; }

    /// <summary>Makes the receive filter of each session.</summary>
    object ReceiveFilterFactory { get; }

    /// <summary>The certificate of its secure listeners; <see langword="null"/> without one.</summary>
    X509Certificate? Certificate { get; }

    /// <summary>The TLS protocols of listeners that name none.</summary>
    SslProtocols BasicSecurity { get; }

    /// <summary>Asks the connection filters, then makes the session of a new connection.</summary>
    /// <param name="socketSession">The connection.</param>
    /// <returns>The session, or <see langword="null"/> if the connection is refused.</returns>
    IAppSession? CreateAppSession(ISocketSession socketSession);

    /// <summary>Makes a session known under its id.</summary>
    /// <param name="session">The session.</param>
    /// <returns><see langword="false"/> if the id is taken or the session closed meanwhile.</returns>
    bool RegisterSession(IAppSession session);

    /// <summary>Finds an open session.</summary>
    /// <param name="sessionID">Its id, in any case.</param>
    /// <returns>The session, or <see langword="null"/>.</returns>
    IAppSession? GetSessionByID(string sessionID);

    /// <summary>Changes the TLS protocols of a connection that is in use.</summary>
    /// <param name="session">The session of the connection.</param>
    /// <param name="security">The new protocols.</param>
    void ResetSessionSecurity(IAppSession session, SslProtocols security);

    /// <summary>Makes the logs.</summary>
    ILogFactory LogFactory { get; }
}

/// <summary>A server whose session type is known.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
public interface IAppServer<TAppSession> : IAppServer
    where TAppSession : IAppSession
{
    /// <summary>The open sessions that satisfy a condition.</summary>
    /// <param name="critera">The condition.</param>
    /// <returns>A live view: safe to enumerate while sessions come and go.</returns>
    IEnumerable<TAppSession> GetSessions(Func<TAppSession, bool> critera);

    /// <summary>The open sessions.</summary>
    /// <returns>A live view: safe to enumerate while sessions come and go.</returns>
    IEnumerable<TAppSession> GetAllSessions();

    /// <summary>Raised on the thread pool after a session was registered.</summary>
    event SessionHandler<TAppSession> NewSessionConnected;

    /// <summary>Raised on the thread pool after a session was closed, after <see cref="NewSessionConnected"/> of the same session.</summary>
    event SessionHandler<TAppSession, CloseReason> SessionClosed;
}

/// <summary>A server whose session and request types are known.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IAppServer<TAppSession, TRequestInfo> : IAppServer<TAppSession>
    where TRequestInfo : IRequestInfo
    where TAppSession : IAppSession, IAppSession<TAppSession, TRequestInfo>, new()
{
    /// <summary>Handles every request in place of the commands, once it has a subscriber.</summary>
    event RequestHandler<TAppSession, TRequestInfo> NewRequestReceived;
}
