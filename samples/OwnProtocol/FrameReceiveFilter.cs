using System;
using System.Text;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace Samples.OwnProtocol
{
    public class FrameReceiveFilter : FixedHeaderReceiveFilter<BinaryRequestInfo>
    {
        private const int NameSize = 4;
        private const int HeaderSize = NameSize + 2;

        public FrameReceiveFilter()
            : base(HeaderSize)
        {
        }

        protected override int GetBodyLengthFromHeader(byte[] header, int offset, int length)
        {
            return header[offset + NameSize] * 256 + header[offset + NameSize + 1];
        }

        protected override BinaryRequestInfo ResolveRequestInfo(ArraySegment<byte> header, byte[] bodyBuffer, int offset, int length)
        {
            string name = Encoding.ASCII.GetString(header.Array, header.Offset, NameSize);

            // The body lies in a buffer of the engine, which is used again: take a copy.
            byte[] body = bodyBuffer == null ? new byte[0] : bodyBuffer.CloneRange(offset, length);
            return new BinaryRequestInfo(name, body);
        }
    }
}
