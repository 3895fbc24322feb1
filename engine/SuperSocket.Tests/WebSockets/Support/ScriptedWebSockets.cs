using System.Collections.Concurrent;
using System.Reflection;
using SuperSocket.SocketBase;
using SuperSocket.WebSocket;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.Tests.WebSockets.Support;

/// <summary>A WebSocket server whose hooks the test fills in. What is called is noted in order.</summary>
public class ScriptedWebSocketServer : WebSocketServer<ScriptedWebSocket>
{
    public ScriptedWebSocketServer()
    {
    }

    public ScriptedWebSocketServer(params ISubProtocol<ScriptedWebSocket>[] protocols)
        : base(protocols)
    {
    }

    public ConcurrentQueue<string> Calls { get; } = new();

    public ConcurrentQueue<Exception> Exceptions { get; } = new();

    public Func<ScriptedWebSocket, string, bool> Validate { get; set; } = (_, _) => true;

    public Action<ScriptedWebSocket> Init { get; set; } = _ => { };

    public Action<ScriptedWebSocket> Connecting { get; set; } = _ => { };

    public Action<ScriptedWebSocket> Started { get; set; } = _ => { };

    /// <summary>Whether a session stays open when a handler fails.</summary>
    public bool Forgives { get; set; }

    public IBinaryDataConverter? Converter
    {
        get => BinaryDataConverter;
        set => BinaryDataConverter = value;
    }

    /// <summary>
    /// Sets how long messages wait for the handlers of <c>NewSessionConnected</c>. The assembly's internals are not visible here, so that this class overrides
    /// what applications override in the way they do.
    /// </summary>
    public void WaitForHandlers(TimeSpan time)
        => typeof(WebSocketServer<ScriptedWebSocket>).GetProperty("MaxWaitForHandlers", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(this, time);

    protected override bool ValidateHandshake(ScriptedWebSocket session, string origin)
    {
        Calls.Enqueue("Validate");
        return Validate(session, origin);
    }

    protected override void OnNewSessionConnected(ScriptedWebSocket session)
    {
        Calls.Enqueue("OnNewSessionConnected");
        Connecting(session);
    }
}

/// <summary>A session of <see cref="ScriptedWebSocketServer"/>.</summary>
public class ScriptedWebSocket : WebSocketSession<ScriptedWebSocket>
{
    public new ScriptedWebSocketServer AppServer => (ScriptedWebSocketServer)base.AppServer;

    /// <summary>Why it closed.</summary>
    public TaskCompletionSource<CloseReason> Closed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void OnInit()
    {
        AppServer.Calls.Enqueue("OnInit");
        AppServer.Init(this);
    }

    protected override void OnSessionStarted()
    {
        AppServer.Calls.Enqueue("OnSessionStarted");
        AppServer.Started(this);
    }

    protected internal override void OnSessionClosed(CloseReason reason)
    {
        AppServer.Calls.Enqueue("OnSessionClosed");
        Closed.TrySetResult(reason);
        base.OnSessionClosed(reason);
    }

    protected override void HandleUnknownCommand(SubRequestInfo requestInfo) => Send($"unknown {requestInfo.Key} [{requestInfo.Token}] {requestInfo.Body}");

    protected override void HandleException(Exception e)
    {
        AppServer.Exceptions.Enqueue(e);
        if (!AppServer.Forgives)
            base.HandleException(e);
    }
}
