using System.Net;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>Makes filters that need no arguments.</summary>
/// <typeparam name="TReceiveFilter">The filter's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public class DefaultReceiveFilterFactory<TReceiveFilter, TRequestInfo> : IReceiveFilterFactory<TRequestInfo>
    where TRequestInfo : IRequestInfo
    where TReceiveFilter : IReceiveFilter<TRequestInfo>, new()
{
    /// <inheritdoc/>
    public virtual IReceiveFilter<TRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => new TReceiveFilter();
}
