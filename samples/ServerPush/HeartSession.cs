using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.ServerPush
{
    public class HeartSession : AppSession<HeartSession>
    {
        public bool Muted { get; set; }
    }

    public class MUTE : CommandBase<HeartSession, StringRequestInfo>
    {
        public override void ExecuteCommand(HeartSession session, StringRequestInfo requestInfo)
        {
            session.Muted = true;
            session.Send("Muted.");
        }
    }

    public class LISTEN : CommandBase<HeartSession, StringRequestInfo>
    {
        public override void ExecuteCommand(HeartSession session, StringRequestInfo requestInfo)
        {
            session.Muted = false;
            session.Send("Listening.");
        }
    }
}
