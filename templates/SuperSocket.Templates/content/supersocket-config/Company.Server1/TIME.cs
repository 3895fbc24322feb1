using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace Company.Server1;

/// <summary>TIME: sends the time. Services of the host come through the constructor.</summary>
public class TIME(TimeProvider time) : CommandBase<LineSession, StringRequestInfo>
{
    public override void ExecuteCommand(LineSession session, StringRequestInfo requestInfo) => session.Send(time.GetUtcNow().ToString("u"));
}
