namespace SuperSocket.SocketBase;

/// <summary>Why a session ended. The first reason given wins; later ones are ignored.</summary>
public enum CloseReason : int
{
    /// <summary>The reason is not known.</summary>
    Unknown = 0,

    /// <summary>The server is stopping.</summary>
    ServerShutdown = 1,

    /// <summary>The peer closed its side in order: a read returned 0 bytes.</summary>
    ClientClosing = 2,

    /// <summary>The application called <c>session.Close()</c>.</summary>
    ServerClosing = 3,

    /// <summary>A command threw and nothing handled the exception.</summary>
    ApplicationError = 4,

    /// <summary>A receive or a send failed, the connection was reset, or a handshake failed.</summary>
    SocketError = 5,

    /// <summary>The session was idle for longer than <c>idleSessionTimeOut</c>, or its peer stopped reading.</summary>
    TimeOut = 6,

    /// <summary>The receive filter reported an error or threw, or a request was too long.</summary>
    ProtocolError = 7,

    /// <summary>The engine could not set the session up, for example because its id was taken.</summary>
    InternalError = 8,
}
