using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.SwitchingProtocol
{
    public class MixedServer : AppServer<MixedSession>
    {
        public MixedServer()
            : base(new DefaultReceiveFilterFactory<SwitchReceiveFilter, StringRequestInfo>())
        {
        }
    }

    public class MixedSession : AppSession<MixedSession>
    {
    }

    public class NUMBER : CommandBase<MixedSession, StringRequestInfo>
    {
        public override void ExecuteCommand(MixedSession session, StringRequestInfo requestInfo)
        {
            session.Send("Number {0}", requestInfo.Body.ToInt32());
        }
    }

    public class NOTE : CommandBase<MixedSession, StringRequestInfo>
    {
        public override void ExecuteCommand(MixedSession session, StringRequestInfo requestInfo)
        {
            session.Send("Note " + requestInfo.Body);
        }
    }
}
