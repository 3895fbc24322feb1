using System.Globalization;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.CommandsB;

/// <summary>Answers with the product of its parameters.</summary>
public class MULT : StringCommandBase
{
    public override void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
        => session.Send(requestInfo.Parameters
            .Aggregate(1, (product, text) => product * int.Parse(text, CultureInfo.InvariantCulture))
            .ToString(CultureInfo.InvariantCulture));
}
