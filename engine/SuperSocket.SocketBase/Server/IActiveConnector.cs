using System.Net;

namespace SuperSocket.SocketBase;

/// <summary>What became of an outgoing connection.</summary>
public class ActiveConnectResult
{
    /// <summary>Whether it succeeded.</summary>
    public bool Result { get; set; }

    /// <summary>The session, if it did.</summary>
    public IAppSession Session { get; set; } = null!;
}

/// <summary>
/// Opens outgoing connections that become sessions of a server, with the same hooks, filters and limit as others. Thread-safe; never
/// runs a hook on the calling thread. The tasks end when the session has started, before its first request.
/// </summary>
public interface IActiveConnector
{
    /// <summary>Connects over plain TCP, also on a server with secure listeners.</summary>
    /// <param name="targetEndPoint">Where to.</param>
    /// <returns>Faults if the connection fails.</returns>
    Task<ActiveConnectResult> ActiveConnect(EndPoint targetEndPoint);

    /// <summary>Connects over plain TCP from a given address.</summary>
    /// <param name="targetEndPoint">Where to.</param>
    /// <param name="localEndPoint">Where from.</param>
    /// <returns>Faults if the connection fails.</returns>
    Task<ActiveConnectResult> ActiveConnect(EndPoint targetEndPoint, EndPoint localEndPoint);
}
