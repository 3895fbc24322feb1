using System.Globalization;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Company.Server1;

/// <summary>ECHO text: sends the text back.</summary>
public class ECHO : CommandBase<LineSession, StringRequestInfo>
{
    public override void ExecuteCommand(LineSession session, StringRequestInfo requestInfo) => session.Send(requestInfo.Body);
}

/// <summary>ADD numbers: sends their sum.</summary>
public class ADD : CommandBase<LineSession, StringRequestInfo>
{
    public override void ExecuteCommand(LineSession session, StringRequestInfo requestInfo)
    {
        int sum = requestInfo.Parameters.Sum(text => int.Parse(text, CultureInfo.InvariantCulture));
        session.Send(sum.ToString(CultureInfo.InvariantCulture));
    }
}
