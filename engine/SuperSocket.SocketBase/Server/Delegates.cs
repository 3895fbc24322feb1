using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>Told of something that happened to a session.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <param name="session">The session.</param>
public delegate void SessionHandler<TAppSession>(TAppSession session)
    where TAppSession : IAppSession;

/// <summary>Told of something that happened to a session, with a detail.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TParam">The detail's type, for example <see cref="CloseReason"/>.</typeparam>
/// <param name="session">The session.</param>
/// <param name="value">The detail.</param>
public delegate void SessionHandler<TAppSession, TParam>(TAppSession session, TParam value)
    where TAppSession : IAppSession;

/// <summary>Handles one request of a session in place of the commands.</summary>
/// <typeparam name="TAppSession">The session's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
/// <param name="session">The session that received the request.</param>
/// <param name="requestInfo">The request.</param>
public delegate void RequestHandler<TAppSession, TRequestInfo>(TAppSession session, TRequestInfo requestInfo)
    where TAppSession : IAppSession, IAppSession<TAppSession, TRequestInfo>, new()
    where TRequestInfo : IRequestInfo;
