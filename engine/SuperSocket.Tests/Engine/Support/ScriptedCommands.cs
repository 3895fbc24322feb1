using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>Answers its body.</summary>
public class Echo : StringCommandBase<ScriptedSession>
{
    public override void ExecuteCommand(ScriptedSession session, StringRequestInfo requestInfo) => session.Send(requestInfo.Body);
}

/// <summary>Answers its body, then closes.</summary>
public class Bye : StringCommandBase<ScriptedSession>
{
    public override void ExecuteCommand(ScriptedSession session, StringRequestInfo requestInfo)
    {
        session.Send(requestInfo.Body);
        session.Close();
    }
}

/// <summary>Throws its body.</summary>
public class Throw : StringCommandBase<ScriptedSession>
{
    public override void ExecuteCommand(ScriptedSession session, StringRequestInfo requestInfo)
        => throw new InvalidOperationException("thrown: " + requestInfo.Body);
}
