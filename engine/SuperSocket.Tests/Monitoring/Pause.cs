using System.Globalization;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Monitoring;

/// <summary>Waits for as many milliseconds as its body says, and answers.</summary>
public class Pause : AsyncCommandBase<ScriptedSession, StringRequestInfo>
{
    public override async ValueTask ExecuteCommandAsync(ScriptedSession session, StringRequestInfo requestInfo)
    {
        await Task.Delay(int.Parse(requestInfo.Body, CultureInfo.InvariantCulture));
        session.Send("done");
    }
}
