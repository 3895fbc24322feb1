namespace Samples.SocketBasics
{
    // After the client's first data: 26 bytes, of which the last is the NUL that ends a string in C, and the end.
    public class ConnectedServer : BlockServer<ConnectedSession>
    {
        public ConnectedServer()
            : base(1024)
        {
        }
    }

    public class ConnectedSession : BlockSession<ConnectedSession>
    {
        public override void OnReceived(byte[] block)
        {
            SendBytes("Hello,you are connected!\n\0");
            Close();
        }
    }
}
