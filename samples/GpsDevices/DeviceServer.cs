using System;
using System.Collections.Concurrent;
using System.Linq;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.GpsDevices
{
    public class DeviceServer : AppServer<DeviceSession, DeviceRequestInfo>
    {
        public readonly ConcurrentDictionary<int, Position> Positions = new ConcurrentDictionary<int, Position>();

        public DeviceServer()
            : base(new DefaultReceiveFilterFactory<DeviceReceiveFilter, DeviceRequestInfo>())
        {
        }

        // A device that lost its link comes back before its old session is closed, so the last one counts.
        public DeviceSession FindDevice(int device)
        {
            return GetSessions(session => session.Device == device).OrderByDescending(session => session.StartTime).FirstOrDefault();
        }
    }

    public class DeviceSession : AppSession<DeviceSession, DeviceRequestInfo>
    {
        // 0 before the first message.
        public int Device { get; set; }

        public new DeviceServer AppServer
        {
            get { return (DeviceServer)base.AppServer; }
        }

        public void SendFrame(byte type, params byte[] body)
        {
            byte[] frame = DeviceFrame.Encode(type, Device, body);
            Send(frame, 0, frame.Length);
        }

        protected override void HandleUnknownRequest(DeviceRequestInfo requestInfo)
        {
            Logger.WarnFormat("A frame of type {0} from {1} is dropped.", requestInfo.Key, RemoteEndPoint);
        }
    }

    public class Position
    {
        public Position(byte[] body)
        {
            Latitude = ReadInt32(body, 0) / 1e6m;
            Longitude = ReadInt32(body, 4) / 1e6m;
            Speed = body[8] * 256 + body[9];
        }

        public decimal Latitude { get; private set; }

        public decimal Longitude { get; private set; }

        public int Speed { get; private set; }

        private static int ReadInt32(byte[] bytes, int offset)
        {
            return bytes[offset] << 24 | bytes[offset + 1] << 16 | bytes[offset + 2] << 8 | bytes[offset + 3];
        }
    }

    // 01: heartbeat
    public class Heartbeat : CommandBase<DeviceSession, DeviceRequestInfo>
    {
        public override string Name
        {
            get { return "01"; }
        }

        public override void ExecuteCommand(DeviceSession session, DeviceRequestInfo requestInfo)
        {
            session.Device = requestInfo.Device;
            session.SendFrame(0x81, requestInfo.Type);
        }
    }

    // 02: latitude and longitude in millionths of a degree (4 bytes each), speed in km/h (2 bytes)
    public class Report : CommandBase<DeviceSession, DeviceRequestInfo>
    {
        public override string Name
        {
            get { return "02"; }
        }

        public override void ExecuteCommand(DeviceSession session, DeviceRequestInfo requestInfo)
        {
            if (requestInfo.Body.Length != 10)
                throw new FormatException("A report has 10 bytes.");
            session.Device = requestInfo.Device;
            session.AppServer.Positions[requestInfo.Device] = new Position(requestInfo.Body);
            session.SendFrame(0x81, requestInfo.Type);
        }
    }
}
