using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketEngine;

/// <summary>The sender's address names the session; the session's own filter finds the requests.</summary>
internal sealed class DatagramsByAddress : IDatagramRouter
{
    public bool Parses => false;

    public bool TryRoute(byte[] bytes, IPEndPoint sender, out string sessionID, out IRequestInfo? request)
    {
        sessionID = sender.ToString();
        request = null;
        return true;
    }

    public void Execute(IAppSession session, IRequestInfo request) => throw new NotSupportedException();
}
