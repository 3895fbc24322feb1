using System.Security.Authentication;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase;

/// <summary>Listens and makes connections for one <see cref="IAppServer"/>.</summary>
public interface ISocketServer
{
    /// <summary>Opens all listeners, or none.</summary>
    /// <returns><see langword="false"/>, after an Error in the log, if one could not be opened.</returns>
    bool Start();

    /// <summary>Changes the TLS protocols of a connection that is in use.</summary>
    /// <param name="session">The session of the connection.</param>
    /// <param name="security">The new protocols.</param>
    void ResetSessionSecurity(IAppSession session, SslProtocols security);

    /// <summary>Whether the listeners are open.</summary>
    bool IsRunning { get; }

    /// <summary>Figures of the send queues.</summary>
    IPoolInfo SendingQueuePool { get; }

    /// <summary>Closes the listeners. Connections stay.</summary>
    void Stop();
}

/// <summary>Makes the <see cref="ISocketServer"/> of an application server.</summary>
public interface ISocketServerFactory
{
    /// <summary>Makes a socket server; it is not started.</summary>
    /// <typeparam name="TRequestInfo">The request's type.</typeparam>
    /// <param name="appServer">The server to make connections for.</param>
    /// <param name="listeners">Where to listen.</param>
    /// <param name="config">The server's configuration.</param>
    /// <returns>The socket server.</returns>
    ISocketServer CreateSocketServer<TRequestInfo>(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
        where TRequestInfo : IRequestInfo;
}

/// <summary>Gives access to the socket server of an application server.</summary>
public interface ISocketServerAccessor
{
    /// <summary>The socket server.</summary>
    ISocketServer SocketServer { get; }
}
