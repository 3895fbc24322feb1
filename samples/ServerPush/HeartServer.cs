using System;
using System.Threading;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace Samples.ServerPush
{
    public class HeartServer : AppServer<HeartSession>
    {
        private int _interval;
        private int _beats;
        private Timer _timer;

        protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        {
            _interval = config.Options.GetValue("pushInterval", "1000").ToInt32();
            if (_interval > 0)
                return true;

            Logger.Error("pushInterval must be a number of milliseconds.");
            return false;
        }

        protected override void OnStarted()
        {
            _timer = new Timer(Push, null, _interval, Timeout.Infinite);
            base.OnStarted();
        }

        protected override void OnStopped()
        {
            _timer.Dispose();
            base.OnStopped();
        }

        private void Push(object state)
        {
            _beats++;
            foreach (HeartSession session in GetSessions(s => !s.Muted))
            {
                try
                {
                    session.Send("Beat {0}", _beats);
                }
                catch (TimeoutException e)
                {
                    // Its client does not read.
                    Logger.Error(e.Message);
                    session.Close(CloseReason.TimeOut);
                }
            }

            // The next one only now, so that two never run at once.
            try
            {
                _timer.Change(_interval, Timeout.Infinite);
            }
            catch (ObjectDisposedException)
            {
                // The server has stopped.
            }
        }
    }
}
