using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Makes sessions of TCP connections, and makes outgoing ones.</summary>
internal sealed class TcpSocketServer(IAppServer appServer, ListenerInfo[] listeners, IServerConfig config)
    : StreamSocketServer(appServer, listeners, config), IOutgoingConnector
{
    public async Task<IAppSession> ConnectAsync(EndPoint target, EndPoint? local)
    {
        if (!IsRunning)
            throw new InvalidOperationException($"The server {AppServer.Name} does not run.");
        if (TryCount() is { } refusal)
            throw new InvalidOperationException($"The server {AppServer.Name} makes no more connections: {Explain(refusal)}.");

        Socket? socket = null;
        StreamSocketSession session;
        try
        {
            socket = await OutgoingConnections.OpenAsync(target, local, Stopping).ConfigureAwait(false);
            SetOptions(socket);
            session = Add(new StreamSocketSession(this, new PlainTransport(socket), SslProtocols.None));
        }
        catch
        {
            socket?.Dispose();
            ReleaseSlot();
            throw;
        }

        return await session.OpenOutgoing().ConfigureAwait(false);
    }

    protected override void OnAccepted(Socket socket, ListenerInfo listener, IPEndPoint? client)
    {
        SslProtocols security = listener.Security;
        OpenAdmittedSession(security == SslProtocols.None ? new PlainTransport(socket) : new TlsTransport(socket, Tls, security), security, client);
    }
}
