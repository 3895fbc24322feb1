using System.Net;

namespace SuperSocket.SocketBase;

/// <summary>What every session has, also one without an application on top.</summary>
public interface ISessionBase
{
    /// <summary>Unique among the sessions of the server; compared without regard to case.</summary>
    string SessionID { get; }

    /// <summary>The peer's address and port.</summary>
    IPEndPoint RemoteEndPoint { get; }
}
