using System;
using System.Collections.Generic;
using System.Configuration;
using System.Text;
using System.Threading;
using Depot.Filters;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;

namespace Depot
{
    public class PolicyConfig : ConfigurationElement
    {
        [ConfigurationProperty("maxFailures", DefaultValue = 5)]
        public int MaxFailures
        {
            get { return (int)this["maxFailures"]; }
        }
    }

    [LogTimeCommandFilter(Order = 1)]
    [StatusInfo("OrdersPicked", Name = "Orders Picked", Format = "{0:N0}", DataType = typeof(long), Order = 1000)]
    public class TelnetServer : AppServer<TelnetSession>
    {
        private Timer m_Timer;
        private long m_Orders;

        public int MaxFailures { get; private set; }

        public TelnetServer()
            : base(new CommandLineReceiveFilterFactory(Encoding.Default, new BasicRequestInfoParser(":", ",")))
        {
        }

        public void Picked()
        {
            Interlocked.Increment(ref m_Orders);
        }

        protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
        {
            var policy = config.GetChildConfig<PolicyConfig>("policy");
            MaxFailures = policy == null ? 5 : policy.MaxFailures;
            Logger.InfoFormat("ipRange is {0}", config.Options.GetValue("ipRange"));
            return base.Setup(rootConfig, config);
        }

        public WebSockets.BoardServer Board { get; private set; }

        protected override void OnStarted()
        {
            Board = this.Bootstrap.GetServerByName("BoardServer") as WebSockets.BoardServer;
            m_Timer = new Timer(OnTimer, null, 1000, 1000);
            base.OnStarted();
        }

        protected override void OnStopped()
        {
            m_Timer.Dispose();
            base.OnStopped();
        }

        protected override void UpdateServerStatus(StatusInfoCollection serverStatus)
        {
            base.UpdateServerStatus(serverStatus);
            serverStatus["OrdersPicked"] = Interlocked.Read(ref m_Orders);
        }

        private void OnTimer(object state)
        {
            foreach (var session in GetSessions(s => s.WantsTime))
                session.Send(DateTime.Now.ToString("HH:mm:ss"));
        }
    }

    public class TelnetSession : AppSession<TelnetSession>
    {
        public bool WantsTime { get; set; }

        public string UserName { get; set; }

        public int Failures { get; set; }

        public new TelnetServer AppServer
        {
            get { return (TelnetServer)base.AppServer; }
        }

        protected override void OnSessionStarted()
        {
            this.Send("Welcome to SuperSocket Telnet Server");
        }

        protected override void HandleUnknownRequest(StringRequestInfo requestInfo)
        {
            this.Send("Unknow request");
        }

        protected override void HandleException(Exception e)
        {
            this.Logger.Error(this, e);
            this.Send("Application error: {0}", e.Message);
        }

        protected override void OnSessionClosed(CloseReason reason)
        {
            this.Logger.Info(string.Format("{0} left: {1}", UserName, reason));
            base.OnSessionClosed(reason);
        }
    }
}
