using System.Net;

namespace SuperSocket.SocketBase;

/// <content>Outgoing connections.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo> : IActiveConnector
{
    Task<ActiveConnectResult> IActiveConnector.ActiveConnect(EndPoint targetEndPoint) => ConnectAsync(targetEndPoint, null);

    Task<ActiveConnectResult> IActiveConnector.ActiveConnect(EndPoint targetEndPoint, EndPoint localEndPoint)
        => ConnectAsync(targetEndPoint, localEndPoint);

    private async Task<ActiveConnectResult> ConnectAsync(EndPoint target, EndPoint? local)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_socketServer is not IOutgoingConnector connector)
            throw new NotSupportedException($"The server {Name} cannot make outgoing connections: only TCP servers that were set up can.");
        return new ActiveConnectResult { Result = true, Session = await connector.ConnectAsync(target, local).ConfigureAwait(false) };
    }
}
