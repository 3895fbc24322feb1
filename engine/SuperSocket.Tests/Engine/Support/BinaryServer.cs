using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>A server of binary requests.</summary>
public class BinaryServer(IReceiveFilterFactory<BinaryRequestInfo>? filters) : AppServer<BinarySession, BinaryRequestInfo>(filters!)
{
}

public class BinarySession : AppSession<BinarySession, BinaryRequestInfo>
{
}
