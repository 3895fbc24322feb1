using System;

namespace Samples.SocketBasics
{
    // Prints what it receives; the person at the terminal types the answer. "stop" closes the connection.
    public class ConversationServer : BlockServer<ConversationSession>
    {
        public ConversationServer()
            : base(1024)
        {
        }
    }

    public class ConversationSession : BlockSession<ConversationSession>, IPartner
    {
        private const string Stop = "stop";

        public override void OnReceived(byte[] block)
        {
            Operator.Heard(this);
            Console.WriteLine(Decode(block).TrimEnd('\n'));
        }

        public void Answer(string line)
        {
            if (line == Stop)
            {
                Close();
                return;
            }

            byte[] bytes = Charset.GetBytes(line + "\n");
            Send(bytes, 0, bytes.Length);
        }
    }
}
