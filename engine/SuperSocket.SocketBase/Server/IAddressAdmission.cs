using System.Net;

namespace SuperSocket.SocketBase;

/// <summary>
/// Our extension: a server class that implements it decides for every accepted connection whether its address may have one more, before TLS and before there is
/// a session, and is told when the connection is closed. So an address that opens connections and says nothing takes no more places than it may have.
/// Called by several threads at once; must not block.
/// </summary>
public interface IAddressAdmission
{
    /// <summary>Counts a connection. Behind a proxy that says who is behind it (<c>proxyProtocolFrom</c>) it is asked when the proxy has said so.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <returns>Whether it may stay; otherwise it is closed at once.</returns>
    bool TryAdmit(IPAddress address);

    /// <summary>An admitted connection is closed.</summary>
    /// <param name="address">Where it came from.</param>
    void Release(IPAddress address);
}
