using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Makes filters of requests that end with the n-th separator.</summary>
/// <typeparam name="TRequestFilter">The filter's type.</typeparam>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public class CountSpliterReceiveFilterFactory<TRequestFilter, TRequestInfo> : IReceiveFilterFactory<TRequestInfo>
    where TRequestFilter : CountSpliterReceiveFilter<TRequestInfo>, new()
    where TRequestInfo : IRequestInfo
{
    /// <inheritdoc/>
    public virtual IReceiveFilter<TRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => new TRequestFilter();
}

/// <summary>Makes filters of texts that end with the n-th separator.</summary>
/// <typeparam name="TRequestFilter">The filter's type.</typeparam>
public class CountSpliterReceiveFilterFactory<TRequestFilter> : CountSpliterReceiveFilterFactory<TRequestFilter, StringRequestInfo>
    where TRequestFilter : CountSpliterReceiveFilter<StringRequestInfo>, new()
{
}

/// <summary>Makes filters of ASCII texts that end with the n-th separator.</summary>
public class CountSpliterReceiveFilterFactory : IReceiveFilterFactory<StringRequestInfo>
{
    private readonly byte _spliter;
    private readonly int _count;

    /// <summary>Makes a factory.</summary>
    /// <param name="spliter">The separator.</param>
    /// <param name="count">How many separators a request has; more than 0.</param>
    public CountSpliterReceiveFilterFactory(byte spliter, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _spliter = spliter;
        _count = count;
    }

    /// <inheritdoc/>
    public virtual IReceiveFilter<StringRequestInfo> CreateFilter(
        IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => new CountSpliterReceiveFilter(_spliter, _count);
}
