using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>A receive filter whose work is a function of the test.</summary>
public class FuncFilter(FuncFilter.Work work) : IReceiveFilter<StringRequestInfo>
{
    public delegate StringRequestInfo? Work(FuncFilter filter, byte[] buffer, int offset, int length, out int rest);

    public int LeftBufferSize { get; set; }

    public IReceiveFilter<StringRequestInfo>? NextReceiveFilter { get; set; }

    public FilterState State { get; set; }

    public static StringRequestInfo Request(string key, string body = "") => new(key, body, []);

    public StringRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        => work(this, readBuffer, offset, length, out rest);

    public void Reset()
    {
    }
}

/// <summary>Gives every session the filter that a function makes.</summary>
public sealed class FuncFilterFactory(Func<IReceiveFilter<StringRequestInfo>> make) : IReceiveFilterFactory<StringRequestInfo>
{
    public IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint) => make();
}
