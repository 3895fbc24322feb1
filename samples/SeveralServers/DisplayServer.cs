using SuperSocket.SocketBase;

namespace Samples.SeveralServers
{
    public class DisplayServer : AppServer<DisplaySession>
    {
        public bool Show(string displayId, string text)
        {
            DisplaySession session = GetSessionByID(displayId);
            if (session == null)
                return false;

            session.Send(text);
            return true;
        }
    }

    public class DisplaySession : AppSession<DisplaySession>
    {
        protected override void OnSessionStarted()
        {
            Send("I am {0}", SessionID);
        }
    }
}
