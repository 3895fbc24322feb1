using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketEngine;

/// <summary>Knows whose datagram it is. Thread-safe.</summary>
internal interface IDatagramRouter
{
    /// <summary>Whether <see cref="TryRoute"/> parses datagrams, so that sessions do not.</summary>
    bool Parses { get; }

    /// <summary>Finds the session of a datagram. Never throws.</summary>
    /// <param name="bytes">The datagram.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="sessionID">The session's id.</param>
    /// <param name="request">Its request, if this router parses.</param>
    /// <returns><see langword="false"/> if the datagram is to be dropped; the log says why.</returns>
    bool TryRoute(byte[] bytes, IPEndPoint sender, out string sessionID, out IRequestInfo? request);

    /// <summary>Executes a request that <see cref="TryRoute"/> returned.</summary>
    void Execute(IAppSession session, IRequestInfo request);
}
