using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace Samples.SocketBasics
{
    // A server whose requests are what the reads of its socket bring.
    public abstract class BlockServer<TSession> : AppServer<TSession, BinaryRequestInfo>
        where TSession : BlockSession<TSession>, new()
    {
        protected BlockServer(int bufferSize)
            : base(new BlockFilterFactory(bufferSize))
        {
            NewRequestReceived += (session, request) => session.OnReceived(request.Body);
        }
    }

    public abstract class BlockSession<TSession> : AppSession<TSession, BinaryRequestInfo>
        where TSession : BlockSession<TSession>, new()
    {
        // Keeps the first half of a character whose second half comes with the next block.
        private Decoder _decoder;

        public abstract void OnReceived(byte[] block);

        // A block is never too long: the filter cuts it.
        protected override int GetMaxRequestLength()
        {
            return 0;
        }

        // A terminal obeys control characters; those of an unauthenticated sender are not shown.
        protected string Decode(byte[] block)
        {
            if (_decoder == null)
                _decoder = Charset.GetDecoder();
            char[] characters = new char[Charset.GetMaxCharCount(block.Length)];
            int count = _decoder.GetChars(block, 0, block.Length, characters, 0);
            var text = new StringBuilder();
            for (int i = 0; i < count; i++)
            {
                if (characters[i] != '\r' && characters[i] != '\0')
                    text.Append(char.IsControl(characters[i]) && characters[i] != '\n' && characters[i] != '\t' ? '?' : characters[i]);
            }

            return text.ToString();
        }

        protected void SendBytes(string ascii)
        {
            byte[] bytes = Encoding.ASCII.GetBytes(ascii);
            Send(bytes, 0, bytes.Length);
        }
    }
}
