using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace Samples.GpsDevices
{
    public class DeviceRequestInfo : RequestInfo<byte[]>
    {
        public DeviceRequestInfo(byte type, int device, byte[] body)
        {
            // The key selects the command. It is the type as two digits.
            Initialize(type.ToString("X2"), body);
            Type = type;
            Device = device;
        }

        public byte Type { get; private set; }

        public int Device { get; private set; }
    }

    public class DeviceReceiveFilter : BeginEndMarkReceiveFilter<DeviceRequestInfo>
    {
        private static readonly byte[] Mark = { DeviceFrame.Mark };

        public DeviceReceiveFilter()
            : base(Mark, Mark)
        {
        }

        // The length includes both marks. A frame that is broken, as by a bad radio link, becomes a request without a command.
        protected override DeviceRequestInfo ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
        {
            return DeviceFrame.Decode(readBuffer, offset + 1, length - 2) ?? new DeviceRequestInfo(0, 0, new byte[0]);
        }
    }
}
