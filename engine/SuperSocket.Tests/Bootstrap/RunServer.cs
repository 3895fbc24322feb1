using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>The server of most tests here: knows its devices, pushes to sessions of other servers.</summary>
public class RunServer : AppServer<RunSession>
{
    /// <summary>Pushes to a session of another server.</summary>
    public bool Push(string server, string sessionId, string text)
    {
        if ((Bootstrap?.GetServerByName(server) as RunServer)?.GetSessionByID(sessionId) is not { } session)
            return false;
        session.Send(text);
        return true;
    }

    protected override bool Setup(IRootConfig rootConfig, IServerConfig config)
    {
        if (config.Options?["fail"] == null)
            return true;
        Logger.Error(config.Options["fail"]!);
        return false;
    }
}

public class RunSession : AppSession<RunSession>
{
    public string? Device { get; set; }

    public new RunServer AppServer => (RunServer)base.AppServer;
}

/// <summary>Answers with the id of the session.</summary>
public class Id : StringCommandBase<RunSession>
{
    public override void ExecuteCommand(RunSession session, StringRequestInfo requestInfo) => session.Send(session.SessionID);
}

/// <summary>Answers with its body.</summary>
public class Echo : StringCommandBase<RunSession>
{
    public override void ExecuteCommand(RunSession session, StringRequestInfo requestInfo) => session.Send(requestInfo.Body);
}

/// <summary>Says which device the session is.</summary>
public class Device : StringCommandBase<RunSession>
{
    public override void ExecuteCommand(RunSession session, StringRequestInfo requestInfo)
    {
        session.Device = requestInfo.Body;
        session.Send("Device " + session.Device);
    }
}

/// <summary>Sends to all sessions of a device: <c>Broadcast device text</c>.</summary>
public class Broadcast : StringCommandBase<RunSession>
{
    public override void ExecuteCommand(RunSession session, StringRequestInfo requestInfo)
    {
        foreach (RunSession other in session.AppServer.GetSessions(other => other.Device == requestInfo[0]))
            other.Send(requestInfo[1]);
    }
}

/// <summary>Pushes to a session of another server: <c>Push server id text</c>.</summary>
public class Push : StringCommandBase<RunSession>
{
    public override void ExecuteCommand(RunSession session, StringRequestInfo requestInfo)
        => session.Send(session.AppServer.Push(requestInfo[0], requestInfo[1], requestInfo[2]) ? "Pushed" : "Nobody");
}
