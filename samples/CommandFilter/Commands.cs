using System;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.CommandFilter
{
    public class LOGIN : CommandBase<SafeSession, StringRequestInfo>
    {
        public override void ExecuteCommand(SafeSession session, StringRequestInfo requestInfo)
        {
            session.UserName = requestInfo.Body;
            session.Send("Hello {0}.", session.UserName);
        }
    }

    [LoginRequired(Order = 2)]
    public class OPEN : CommandBase<SafeSession, StringRequestInfo>
    {
        public override void ExecuteCommand(SafeSession session, StringRequestInfo requestInfo)
        {
            session.Send("The safe is open.");
        }
    }

    public class BREAK : CommandBase<SafeSession, StringRequestInfo>
    {
        public override void ExecuteCommand(SafeSession session, StringRequestInfo requestInfo)
        {
            throw new InvalidOperationException("It is broken.");
        }
    }

    public class COUNT : CommandBase<SafeSession, StringRequestInfo>
    {
        public override void ExecuteCommand(SafeSession session, StringRequestInfo requestInfo)
        {
            session.Send("Commands so far: {0}", session.AppServer.CommandCount);
        }
    }
}
