namespace Samples.SocketBasics
{
    // On any received data: an answer, and the end.
    public class HelloServer : BlockServer<HelloSession>
    {
        public HelloServer()
            : base(1024)
        {
        }
    }

    public class HelloSession : BlockSession<HelloSession>
    {
        public override void OnReceived(byte[] block)
        {
            SendBytes("Hello Client!");
            Close();
        }
    }
}
