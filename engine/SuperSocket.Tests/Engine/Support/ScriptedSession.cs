using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>A session whose hooks are those that the test gave to its <see cref="ScriptedServer"/>.</summary>
public class ScriptedSession : AppSession<ScriptedSession>
{
    private ScriptedServer Server => (ScriptedServer)AppServer;

    public void Use(IReceiveFilter<StringRequestInfo> filter) => SetNextReceiveFilter(filter);

    protected override void OnInit()
    {
        base.OnInit();
        Server.WhenInit?.Invoke(this);
    }

    protected override void OnSessionStarted() => Server.WhenSessionStarted?.Invoke(this);

    protected internal override void OnSessionClosed(CloseReason reason)
    {
        Server.Closings.Enqueue((this, reason));
        Server.WhenClosed?.Invoke(this, reason);
    }

    protected override void HandleException(Exception e)
    {
        if (Server.WhenException is { } script)
            script(this, e);
        else
            base.HandleException(e);
    }

    protected override void HandleUnknownRequest(StringRequestInfo requestInfo)
    {
        if (Server.WhenUnknown is { } script)
            script(this, requestInfo);
        else
            base.HandleUnknownRequest(requestInfo);
    }

    protected override int GetMaxRequestLength() => Server.MaxRequestLength?.Invoke(this) ?? base.GetMaxRequestLength();
}
