using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace Application16.Tutorial
{
    public class DeskSession : AppSession<DeskSession>
    {
        public int Place { get; set; }

        public string User { get; set; }

        public bool IsSignedIn
        {
            get { return User != null; }
        }

        public new DeskServer AppServer
        {
            get { return (DeskServer)base.AppServer; }
        }

        public override void Send(string message)
        {
            base.Send("* " + message);
        }

        protected override void OnInit()
        {
            Items["greeting"] = "welcome";
            base.OnInit();
        }

        protected override void OnSessionStarted()
        {
            Send(string.Format("{0} to desk {1}", Items["greeting"], AppServer.Name));
        }

        protected override void HandleUnknownRequest(StringRequestInfo requestInfo)
        {
            Send("no such thing as " + requestInfo.Key);
        }

        protected override void HandleException(Exception e)
        {
            Send("sorry: " + e.Message);
        }

        protected override void OnSessionClosed(CloseReason reason)
        {
            Console.WriteLine("OnSessionClosed {0} {1}", User, reason);
            base.OnSessionClosed(reason);
        }
    }
}
