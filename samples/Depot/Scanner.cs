using System;
using System.Text;
using SuperSocket.Common;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Depot
{
    // +-------+---+-------------------------------+
    // |request| l |                               |
    // | name  | e |    request body               |
    // |  (4)  | n |                               |
    // |       |(2)|                               |
    // +-------+---+-------------------------------+
    public class MyReceiveFilter : FixedHeaderReceiveFilter<BinaryRequestInfo>
    {
        public MyReceiveFilter()
            : base(6)
        {
        }

        protected override int GetBodyLengthFromHeader(byte[] header, int offset, int length)
        {
            return (int)header[offset + 4] * 256 + (int)header[offset + 5];
        }

        protected override BinaryRequestInfo ResolveRequestInfo(ArraySegment<byte> header, byte[] bodyBuffer, int offset, int length)
        {
            return new BinaryRequestInfo(Encoding.UTF8.GetString(header.Array, header.Offset, 4), bodyBuffer.CloneRange(offset, length));
        }
    }

    public class ScannerSession : AppSession<ScannerSession, BinaryRequestInfo>
    {
    }

    public class ScannerServer : AppServer<ScannerSession, BinaryRequestInfo>
    {
        public ScannerServer()
            : base(new DefaultReceiveFilterFactory<MyReceiveFilter, BinaryRequestInfo>())
        {
            NewRequestReceived += new RequestHandler<ScannerSession, BinaryRequestInfo>(ScannerServer_NewRequestReceived);
            SessionClosed += (s, value) => Logger.Debug(value.ToString());
        }

        void ScannerServer_NewRequestReceived(ScannerSession session, BinaryRequestInfo requestInfo)
        {
            session.Send(Encoding.Default.GetBytes(requestInfo.Key), 0, 4);
            session.Send(new ArraySegment<byte>(requestInfo.Body));
        }
    }
}
