using System.Collections.Generic;
using System.Linq;

namespace Samples.GpsDevices
{
    // What is between the marks: type, number of the device, body and checksum. 7E is the mark, so it is 7D 02 inside; and 7D is 7D 01.
    public static class DeviceFrame
    {
        public const byte Mark = 0x7E;
        private const byte Escape = 0x7D;

        public static byte[] Encode(byte type, int device, params byte[] body)
        {
            var content = new List<byte> { type, (byte)(device >> 24), (byte)(device >> 16), (byte)(device >> 8), (byte)device };
            content.AddRange(body);
            content.Add(Checksum(content));

            var frame = new List<byte> { Mark };
            foreach (byte b in content)
            {
                if (b == Mark || b == Escape)
                {
                    frame.Add(Escape);
                    frame.Add(b == Mark ? (byte)2 : (byte)1);
                }
                else
                {
                    frame.Add(b);
                }
            }

            frame.Add(Mark);
            return frame.ToArray();
        }

        // Returns null if the bytes between the marks are broken.
        public static DeviceRequestInfo Decode(byte[] buffer, int offset, int length)
        {
            var content = new List<byte>(length);
            for (int i = offset; i < offset + length; i++)
            {
                if (buffer[i] != Escape)
                    content.Add(buffer[i]);
                else if (++i < offset + length && (buffer[i] == 1 || buffer[i] == 2))
                    content.Add(buffer[i] == 2 ? Mark : Escape);
                else
                    return null;
            }

            // The checksum of bytes and their checksum is 0.
            if (content.Count < 6 || Checksum(content) != 0)
                return null;
            int device = content[1] << 24 | content[2] << 16 | content[3] << 8 | content[4];
            return new DeviceRequestInfo(content[0], device, content.GetRange(5, content.Count - 6).ToArray());
        }

        private static byte Checksum(IEnumerable<byte> bytes)
        {
            return bytes.Aggregate((byte)0, (sum, b) => (byte)(sum ^ b));
        }
    }
}
