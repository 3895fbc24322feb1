using SuperSocket.SocketBase;

namespace Samples.ConnectionFilter
{
    public class GuardedServer : AppServer<GuardedSession>
    {
    }

    public class GuardedSession : AppSession<GuardedSession>
    {
        protected override void OnSessionStarted()
        {
            Send("Welcome {0}", RemoteEndPoint.Address);
        }
    }
}
