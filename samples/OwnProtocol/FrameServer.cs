using System;
using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.OwnProtocol
{
    public class FrameServer : AppServer<FrameSession, BinaryRequestInfo>
    {
        public FrameServer()
            : base(new DefaultReceiveFilterFactory<FrameReceiveFilter, BinaryRequestInfo>())
        {
        }
    }

    public class FrameSession : AppSession<FrameSession, BinaryRequestInfo>
    {
        public void SendFrame(string name, byte[] body)
        {
            var frame = new byte[6 + body.Length];
            Encoding.ASCII.GetBytes(name, 0, 4, frame, 0);
            frame[4] = (byte)(body.Length / 256);
            frame[5] = (byte)(body.Length % 256);
            Buffer.BlockCopy(body, 0, frame, 6, body.Length);
            Send(frame, 0, frame.Length);
        }

        protected override void HandleUnknownRequest(BinaryRequestInfo requestInfo)
        {
            SendFrame("WHAT", Encoding.ASCII.GetBytes(requestInfo.Key));
        }
    }

    public class ECHO : CommandBase<FrameSession, BinaryRequestInfo>
    {
        public override void ExecuteCommand(FrameSession session, BinaryRequestInfo requestInfo)
        {
            session.SendFrame("ECHO", requestInfo.Body);
        }
    }

    // The name of the class need not be that of the command.
    public class AddNumbers : CommandBase<FrameSession, BinaryRequestInfo>
    {
        public override string Name
        {
            get { return "ADDN"; }
        }

        public override void ExecuteCommand(FrameSession session, BinaryRequestInfo requestInfo)
        {
            int sum = 0;
            foreach (byte number in requestInfo.Body)
                sum += number;
            session.SendFrame("ADDN", new[] { (byte)(sum / 256), (byte)(sum % 256) });
        }
    }
}
