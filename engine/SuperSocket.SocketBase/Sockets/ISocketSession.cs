using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace SuperSocket.SocketBase;

/// <summary>
/// The transport's side of one connection. All members may be called from any thread.
/// </summary>
public interface ISocketSession : ISessionBase
{
    /// <summary>Ties the connection to its session. Called once, by the server.</summary>
    /// <param name="appSession">The session.</param>
    void Initialize(IAppSession appSession);

    /// <summary>Starts to receive.</summary>
    void Start();

    /// <summary>Closes after what was accepted for sending has left, within the server's <c>sendTimeOut</c>.</summary>
    /// <param name="reason">The first one given wins.</param>
    void Close(CloseReason reason);

    /// <summary>Accepts all segments for sending, or none. The bytes are copied before the call returns.</summary>
    /// <param name="segments">Sent without anything of another thread in between.</param>
    /// <returns><see langword="false"/> if the connection is closing or too much waits for the peer already.</returns>
    bool TrySend(IList<ArraySegment<byte>> segments);

    /// <summary>Accepts a segment for sending. The bytes are copied before the call returns.</summary>
    /// <param name="segment">The bytes to send.</param>
    /// <returns><see langword="false"/> if the connection is closing or too much waits for the peer already.</returns>
    bool TrySend(ArraySegment<byte> segment);

    /// <summary>Applies <see cref="SecureProtocol"/> to the connection.</summary>
    void ApplySecureProtocol();

    /// <summary>The socket; <see langword="null"/> where several sessions share one (UDP) or there is none.</summary>
    Socket? Client { get; }

    /// <summary>The address and port that the peer reached.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>The TLS protocols of the connection; <see cref="SslProtocols.None"/> for plain text.</summary>
    SslProtocols SecureProtocol { get; set; }

    /// <summary>Called exactly once, when the connection closes.</summary>
    Action<ISocketSession, CloseReason>? Closed { get; set; }

    /// <summary>The session on top.</summary>
    IAppSession AppSession { get; }

    /// <summary>Where in the receive array a block starts when the filter asks for no offset.</summary>
    int OrigReceiveOffset { get; }
}
