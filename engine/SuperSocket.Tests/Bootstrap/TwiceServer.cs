using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>A server with two commands of one name.</summary>
public class TwiceServer : AppServer<TwiceSession>;

public class TwiceSession : AppSession<TwiceSession>;

public class Twice : StringCommandBase<TwiceSession>
{
    public override void ExecuteCommand(TwiceSession session, StringRequestInfo requestInfo)
    {
    }
}

public class TwiceAgain : StringCommandBase<TwiceSession>
{
    public override string Name => "TWICE";

    public override void ExecuteCommand(TwiceSession session, StringRequestInfo requestInfo)
    {
    }
}
