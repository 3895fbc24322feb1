using System;
using System.Text;
using System.Threading;
using SuperSocket.SocketBase;

namespace Samples.SocketBasics
{
    // Speaks first, reads one line and closes. The line ends with LF, with the client's end, or when a client that sends no line ends has paused.
    public class WelcomeServer : BlockServer<WelcomeSession>
    {
        public WelcomeServer()
            : base(1024)
        {
        }
    }

    public class WelcomeSession : BlockSession<WelcomeSession>
    {
        private const int PauseMilliseconds = 500;
        private const int LongestLine = 4096;

        private readonly StringBuilder _line = new StringBuilder();
        private Timer _pause;

        public override void OnReceived(byte[] block)
        {
            _line.Append(Decode(block));
            if (_line.ToString().IndexOf('\n') >= 0 || _line.Length > LongestLine)
                Close();
            else
                _pause.Change(PauseMilliseconds, Timeout.Infinite);
        }

        protected override void OnSessionStarted()
        {
            _pause = new Timer(_ => Close());
            SendBytes("welcome!");
        }

        protected override void OnSessionClosed(CloseReason reason)
        {
            if (_pause != null)
                _pause.Dispose();
            Console.WriteLine("Welcome read: {0}", _line.ToString().Split('\n')[0]);
            base.OnSessionClosed(reason);
        }
    }
}
