using System.Net;
using System.Security.Authentication;

namespace SuperSocket.SocketBase;

/// <summary>One address that a server listens on.</summary>
public class ListenerInfo
{
    /// <summary>Address and port. After the start, a configured port of 0 is replaced by the one that the system chose.</summary>
    public IPEndPoint EndPoint { get; set; } = null!;

    /// <summary>Connections that may wait to be accepted; the engine may use more.</summary>
    public int BackLog { get; set; }

    /// <summary>The TLS protocols; <see cref="SslProtocols.None"/> for plain text.</summary>
    public SslProtocols Security { get; set; }
}
