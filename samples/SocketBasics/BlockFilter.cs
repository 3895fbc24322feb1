using System;
using System.Net;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace Samples.SocketBasics
{
    // What a read of the socket brings is a request, as far as it is not longer than the program's buffer: no line ends, no lengths.
    public class BlockFilter : IReceiveFilter<BinaryRequestInfo>
    {
        private readonly int _most;

        public BlockFilter(int most)
        {
            _most = most;
        }

        public int LeftBufferSize
        {
            get { return 0; }
        }

        public IReceiveFilter<BinaryRequestInfo> NextReceiveFilter
        {
            get { return null; }
        }

        public FilterState State
        {
            get { return FilterState.Normal; }
        }

        public BinaryRequestInfo Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            byte[] block = new byte[Math.Min(length, _most)];
            Buffer.BlockCopy(readBuffer, offset, block, 0, block.Length);
            rest = length - block.Length;
            return new BinaryRequestInfo("block", block);
        }

        public void Reset()
        {
        }
    }

    public class BlockFilterFactory : IReceiveFilterFactory<BinaryRequestInfo>
    {
        private readonly int _most;

        public BlockFilterFactory(int most)
        {
            _most = most;
        }

        public IReceiveFilter<BinaryRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        {
            return new BlockFilter(_most);
        }
    }
}
