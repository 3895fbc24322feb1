// The commands of the sample ConfigurationOnly; see its Program.cs.
using System.Linq;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Samples.ConfigurationOnly.Commands
{
    public class ADD : StringCommandBase
    {
        public override void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
        {
            session.Send(requestInfo.Parameters.Sum(number => number.ToInt32()).ToString());
        }
    }

    public class UPPER : StringCommandBase
    {
        public override void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
        {
            session.Send(requestInfo.Body.ToUpperInvariant());
        }
    }
}
