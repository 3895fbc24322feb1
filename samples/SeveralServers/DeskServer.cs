using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.SeveralServers
{
    public class DeskServer : AppServer<DeskSession>
    {
        private DisplayServer _displays;

        public DisplayServer Displays
        {
            get { return _displays; }
        }

        protected override void OnStarted()
        {
            _displays = (DisplayServer)Bootstrap.GetServerByName("Display");
            base.OnStarted();
        }
    }

    public class DeskSession : AppSession<DeskSession>
    {
        public new DeskServer AppServer
        {
            get { return (DeskServer)base.AppServer; }
        }
    }

    public class SHOW : CommandBase<DeskSession, StringRequestInfo>
    {
        public override void ExecuteCommand(DeskSession session, StringRequestInfo requestInfo)
        {
            string display = requestInfo.GetFirstParam();
            string text = requestInfo.Body.Substring(display.Length).Trim();

            if (session.AppServer.Displays.Show(display, text))
                session.Send("Shown.");
            else
                session.Send("There is no display {0}.", display);
        }
    }
}
