using System.Collections.Generic;
using SuperSocket.SocketBase;

namespace Samples.Broadcast
{
    public class DeviceServer : AppServer<DeviceSession>
    {
        private readonly Dictionary<string, List<DeviceSession>> _watchers = new Dictionary<string, List<DeviceSession>>();

        public void Watch(DeviceSession session, string device)
        {
            lock (_watchers)
            {
                List<DeviceSession> sessions;
                if (!_watchers.TryGetValue(device, out sessions))
                {
                    sessions = new List<DeviceSession>();
                    _watchers.Add(device, sessions);
                }

                if (!sessions.Contains(session))
                    sessions.Add(session);
            }
        }

        public void Forget(DeviceSession session)
        {
            lock (_watchers)
            {
                foreach (List<DeviceSession> sessions in _watchers.Values)
                    sessions.Remove(session);
            }
        }

        public int Report(string device, string value)
        {
            DeviceSession[] receivers;
            lock (_watchers)
            {
                List<DeviceSession> sessions;
                if (!_watchers.TryGetValue(device, out sessions))
                    return 0;
                receivers = sessions.ToArray();
            }

            // Outside of the lock: Send may wait for a slow client.
            foreach (DeviceSession receiver in receivers)
                receiver.Send("Device {0}: {1}", device, value);
            return receivers.Length;
        }
    }

    public class DeviceSession : AppSession<DeviceSession>
    {
        public new DeviceServer AppServer
        {
            get { return (DeviceServer)base.AppServer; }
        }

        protected override void OnSessionClosed(CloseReason reason)
        {
            AppServer.Forget(this);
            base.OnSessionClosed(reason);
        }
    }
}
