using System;

namespace Samples.SocketBasics
{
    // Prints each datagram behind the address of who sent it. There is no connection: a "session" is a remote address.
    public class UdpChatServer : BlockServer<UdpChatSession>
    {
        public UdpChatServer()
            : base(65536)
        {
        }
    }

    public class UdpChatSession : BlockSession<UdpChatSession>, IPartner
    {
        public override void OnReceived(byte[] block)
        {
            Operator.Heard(this);
            Console.WriteLine("{0}{1}", RemoteEndPoint, Decode(block).TrimEnd('\n'));
        }

        public void Answer(string line)
        {
            byte[] bytes = Charset.GetBytes(line);
            Send(bytes, 0, bytes.Length);
        }
    }
}
