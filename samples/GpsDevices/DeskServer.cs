using System.Globalization;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.GpsDevices
{
    public class DeskServer : AppServer<DeskSession>
    {
        public DeviceServer Devices
        {
            get { return (DeviceServer)Bootstrap.GetServerByName("Devices"); }
        }
    }

    public class DeskSession : AppSession<DeskSession>
    {
        public new DeskServer AppServer
        {
            get { return (DeskServer)base.AppServer; }
        }
    }

    // WHERE device: its last position
    public class WHERE : CommandBase<DeskSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            int device;
            Position position;
            if (int.TryParse(requestInfo.Body, out device) && session.AppServer.Devices.Positions.TryGetValue(device, out position))
                session.Send(string.Format(CultureInfo.InvariantCulture, "{0} {1}, {2} km/h", position.Latitude, position.Longitude, position.Speed));
            else
                session.Send("No position is known.");
        }
    }

    // LOCATE device: asks the device for a report
    public class LOCATE : CommandBase<DeskSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            int number;
            DeviceSession device = int.TryParse(requestInfo.Body, out number) ? session.AppServer.Devices.FindDevice(number) : null;
            if (device == null)
            {
                session.Send("The device is not connected.");
                return;
            }

            device.SendFrame(0x82);
            session.Send("Asked.");
        }
    }
}
