using System.Globalization;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.CommandsA;

/// <summary>Answers with the sum of its parameters.</summary>
public class ADD : StringCommandBase
{
    public override void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
        => session.Send(requestInfo.Parameters.Sum(text => int.Parse(text, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
}
