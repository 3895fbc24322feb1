using System.Net;
using SuperSocket.SocketBase;

namespace SuperSocket.Tests.Net;

internal sealed class TestFilter(Func<IPEndPoint, bool> allow) : IConnectionFilter
{
    public string Name => "test";

    public bool Initialize(string name, IAppServer appServer) => true;

    public bool AllowConnect(IPEndPoint remoteAddress) => allow(remoteAddress);
}
