using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.Broadcast
{
    public class WATCH : CommandBase<DeviceSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeviceSession session, StringRequestInfo requestInfo)
        {
            string device = requestInfo.GetFirstParam();
            session.AppServer.Watch(session, device);
            session.Send("Watching device {0}.", device);
        }
    }

    public class REPORT : CommandBase<DeviceSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeviceSession session, StringRequestInfo requestInfo)
        {
            if (requestInfo.Parameters.Length < 2)
            {
                session.Send("Usage: REPORT device value");
                return;
            }

            int receivers = session.AppServer.Report(requestInfo[0], requestInfo[1]);
            session.Send("Sent to {0}.", receivers);
        }
    }
}
