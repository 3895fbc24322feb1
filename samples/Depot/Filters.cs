using System;
using System.Linq;
using System.Net;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace Depot.Filters
{
    public class LogTimeCommandFilter : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
            commandContext.Session.Items["StartTime"] = DateTime.Now;
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
            var session = commandContext.Session;
            var startTime = session.Items.GetValue<DateTime>("StartTime");
            var ts = DateTime.Now.Subtract(startTime);

            if (ts.TotalSeconds > 5 && session.Logger.IsInfoEnabled)
            {
                session.Logger.Info(string.Format("A command '{0}' took {1} seconds!", commandContext.CurrentCommand.Name, ts.ToString()));
            }
        }
    }

    public class LoggedInValidationFilter : CommandFilterAttribute
    {
        public override void OnCommandExecuting(CommandExecutingContext commandContext)
        {
            var session = commandContext.Session as TelnetSession;

            if (string.IsNullOrEmpty(session.UserName))
            {
                commandContext.Cancel = true;
                session.Send("Please login first");
            }
        }

        public override void OnCommandExecuted(CommandExecutingContext commandContext)
        {
        }
    }

    public class IPConnectionFilter : IConnectionFilter
    {
        private Tuple<long, long>[] m_IpRanges;

        public string Name { get; private set; }

        public bool Initialize(string name, IAppServer appServer)
        {
            Name = name;

            var ipRange = appServer.Config.Options.GetValue("ipRange");

            if (string.IsNullOrEmpty(ipRange))
            {
                appServer.Logger.Error("No ipRange");
                return false;
            }

            m_IpRanges = ipRange.Split(new[] { ',', ';' }, StringSplitOptions.RemoveEmptyEntries)
                .Select(r => r.Split('-'))
                .Select(r => new Tuple<long, long>(ConvertIpToLong(r[0]), ConvertIpToLong(r[1])))
                .ToArray();
            return true;
        }

        public bool AllowConnect(IPEndPoint remoteAddress)
        {
            var ip = remoteAddress.Address.ToString();
            var ipValue = ConvertIpToLong(ip);
            return m_IpRanges.Any(r => ipValue >= r.Item1 && ipValue <= r.Item2);
        }

        private static long ConvertIpToLong(string ip)
        {
            var points = ip.Split('.');

            if (points.Length != 4)
                return 0;

            long value = 0;
            long unit = 1;

            for (int i = points.Length - 1; i >= 0; i--)
            {
                value += unit * points[i].ToInt32();
                unit *= 256;
            }

            return value;
        }
    }
}
