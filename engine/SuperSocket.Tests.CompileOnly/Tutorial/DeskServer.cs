using System;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace Application16.Tutorial
{
    [SignedInOnly]
    public class DeskServer : AppServer<DeskSession>
    {
        public DateTime Opened { get; private set; }

        protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        {
            Console.WriteLine("Setup {0} {1}", config.Name, TextEncoding.WebName);
            return base.Setup(rootConfig, config);
        }

        protected override void OnStarted()
        {
            Opened = DateTime.Now;
            Console.WriteLine("OnStarted");
            base.OnStarted();
        }

        protected override void OnStopped()
        {
            Console.WriteLine("OnStopped");
            base.OnStopped();
        }

        protected override void OnNewSessionConnected(DeskSession session)
        {
            session.Place = SessionCount;
            base.OnNewSessionConnected(session);
        }
    }
}
