using System.Collections.Concurrent;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>A line server whose hooks, and those of its sessions, are what a test assigns.</summary>
public class ScriptedServer : AppServer<ScriptedSession>
{
    public ScriptedServer()
    {
    }

    public ScriptedServer(IReceiveFilterFactory<StringRequestInfo> factory)
        : base(factory)
    {
    }

    public Func<IRootConfig, IServerConfig, bool>? WhenSetUp { get; set; }

    public Action? WhenStartup { get; set; }

    public Action? WhenStarted { get; set; }

    public Action? WhenStopped { get; set; }

    public Action<ScriptedSession>? WhenInit { get; set; }

    public Action<ScriptedSession>? WhenConnected { get; set; }

    public Action<ScriptedSession>? WhenSessionStarted { get; set; }

    public Action<ScriptedSession, CloseReason>? WhenClosed { get; set; }

    public Action<ScriptedSession, Exception>? WhenException { get; set; }

    public Action<ScriptedSession, StringRequestInfo>? WhenUnknown { get; set; }

    public Func<string, ScriptedSession, bool>? WhenRegister { get; set; }

    public Func<ScriptedSession, int>? MaxRequestLength { get; set; }

    /// <summary>What happened, in order.</summary>
    public ConcurrentQueue<string> Events { get; } = new();

    /// <summary>Every call of a session's OnSessionClosed.</summary>
    public ConcurrentQueue<(ScriptedSession Session, CloseReason Reason)> Closings { get; } = new();

    public long HandledRequests => TotalHandledRequests;

    /// <summary>The only session, once there is one.</summary>
    public async Task<ScriptedSession> SessionAsync()
    {
        await Wait.UntilEqual(() => SessionCount, 1);
        return GetAllSessions().Single();
    }

    /// <summary>The reason of the first close, once there is one.</summary>
    public async Task<CloseReason> FirstCloseReasonAsync()
    {
        await Wait.Until(() => !Closings.IsEmpty, "a session is closed");
        return Closings.First().Reason;
    }

    /// <summary>Registers a session as the base does.</summary>
    public bool Keep(ScriptedSession session) => base.RegisterSession(session.SessionID, session);

    protected override bool Setup(IRootConfig rootConfig, IServerConfig config) => WhenSetUp?.Invoke(rootConfig, config) ?? true;

#pragma warning disable CS0672 // the old hook is part of the model
    protected override void OnStartup() => WhenStartup?.Invoke();
#pragma warning restore CS0672

    protected override void OnStarted() => WhenStarted?.Invoke();

    protected override void OnStopped() => WhenStopped?.Invoke();

    protected override bool RegisterSession(string sessionID, ScriptedSession appSession)
        => WhenRegister?.Invoke(sessionID, appSession) ?? base.RegisterSession(sessionID, appSession);

    protected override void OnNewSessionConnected(ScriptedSession session)
    {
        WhenConnected?.Invoke(session);
        base.OnNewSessionConnected(session);
    }
}
