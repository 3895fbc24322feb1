using System.Buffers;
using SuperSocket.SocketBase;
using SuperSocket.WebSocket.Protocol;

namespace SuperSocket.WebSocket;

/// <content>Opening and closing sessions in time, and sending to many.</content>
public abstract partial class WebSocketServer<TWebSocketSession>
{
    private const int MaxUnansweredPings = 3;
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(250);

    private readonly SessionDeadlines<TWebSocketSession> _opening = new();
    private readonly SessionDeadlines<TWebSocketSession> _closing = new();
    private Timer? _timer;

    /// <inheritdoc/>
    public override bool Start()
    {
        if (!base.Start())
            return false;
        _timer = new Timer(static server => ((WebSocketServer<TWebSocketSession>)server!).CheckDeadlines(), this, CheckInterval, CheckInterval);
        return true;
    }

    /// <inheritdoc/>
    public override void Stop()
    {
        base.Stop();
        Interlocked.Exchange(ref _timer, null)?.Dispose();
    }

    /// <summary>
    /// Sends a text message to many sessions, without waiting for any of them. It is encoded once. Sessions that are not open are left out.
    /// Broadcasts of one thread keep their order.
    /// </summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="message">The text.</param>
    /// <param name="sendFeedback">Is told of each session whether it accepted the message, on a thread of the pool; may be <see langword="null"/>.</param>
    public void Broadcast(IEnumerable<TWebSocketSession> sessions, string message, Action<TWebSocketSession, bool>? sendFeedback)
    {
        byte[] frame = WebSocketSession<TWebSocketSession>.EncodeText(message, out int size);
        BroadcastFrame(sessions, frame, size, sendFeedback);
    }

    /// <summary>Sends a binary message to many sessions; the bytes are copied before the call returns.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the bytes start.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="sendFeedback">Is told of each session whether it accepted the message, on a thread of the pool; may be <see langword="null"/>.</param>
    public void Broadcast(IEnumerable<TWebSocketSession> sessions, byte[] data, int offset, int length, Action<TWebSocketSession, bool>? sendFeedback)
    {
        byte[] frame = WebSocketSession<TWebSocketSession>.EncodeBinary(data.AsSpan(offset, length), out int size);
        BroadcastFrame(sessions, frame, size, sendFeedback);
    }

    /// <summary>
    /// Called before the handshake; raises no event. <see cref="AppServerBase{TAppSession, TRequestInfo}.NewSessionConnected"/> follows the handshake.
    /// </summary>
    /// <param name="session">The session.</param>
    protected override void OnNewSessionConnected(TWebSocketSession session)
    {
    }

    /// <inheritdoc/>
    protected override bool RegisterSession(string sessionID, TWebSocketSession appSession)
    {
        if (!base.RegisterSession(sessionID, appSession))
            return false;
        _opening.Add(appSession, WebSocketOptions.OpenHandshakeTimeOut - (DateTime.Now - appSession.StartTime));
        return true;
    }

    /// <summary>A handshake is done; the event follows when OnSessionStarted has returned.</summary>
    /// <param name="session">The session.</param>
    /// <param name="started">Whether OnSessionStarted succeeded.</param>
    internal void OnOpening(TWebSocketSession session, Task<bool> started)
    {
        _opening.Remove(session);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Connecting = told.Task;
        QueueNewSessionConnected(session, started, told.SetResult);
    }

    /// <summary>A close frame was sent; the client has some time for its own.</summary>
    /// <param name="session">The session.</param>
    internal void AddClosing(TWebSocketSession session) => _closing.Add(session, WebSocketOptions.CloseHandshakeTimeOut);

    private void BroadcastFrame(IEnumerable<TWebSocketSession> sessions, byte[] frame, int size, Action<TWebSocketSession, bool>? sendFeedback)
    {
        List<(TWebSocketSession Session, bool IsSent)> results = [];
        try
        {
            foreach (TWebSocketSession session in sessions)
            {
                if (session is not { IsOpen: true })
                    continue;
                bool isSent = session.TrySendEncoded(new ArraySegment<byte>(frame, 0, size));
                if (isSent || session.IsOpen)
                    results.Add((session, isSent));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }

        if (sendFeedback != null && results.Count > 0)
            ThreadPool.QueueUserWorkItem(_ => results.ForEach(result => TellFeedback(sendFeedback, result.Session, result.IsSent)));
    }

    private void TellFeedback(Action<TWebSocketSession, bool> sendFeedback, TWebSocketSession session, bool isSent)
    {
        try
        {
            sendFeedback(session, isSent);
        }
        catch (Exception e)
        {
            Logger.Error(session, "The feedback of a broadcast failed.", e);
        }
    }

    private void CheckDeadlines()
    {
        try
        {
            foreach (TWebSocketSession session in _opening.TakeOverdue())
            {
                if (!session.Handshaked)
                    HandshakeAnswer.Refuse(session, HandshakeAnswer.TimeOut, "it was not complete in time (openHandshakeTimeOut).", CloseReason.TimeOut);
            }

            foreach (TWebSocketSession session in _closing.TakeOverdue())
                session.EndClosing();
            if (WebSocketOptions.PingInterval > TimeSpan.Zero)
                SendPings(WebSocketOptions.PingInterval);
        }
        catch (Exception e)
        {
            Logger.Error("The check of WebSocket sessions failed.", e);
        }
    }

    private void SendPings(TimeSpan interval)
    {
        foreach (TWebSocketSession session in GetAllSessions())
        {
            if (!session.IsOpen || session.Silence < interval * (session.UnansweredPings + 1))
                continue;
            if (session.UnansweredPings == MaxUnansweredPings)
            {
                if (Logger.IsInfoEnabled)
                    Logger.Info(session, $"The session is closed because its client has not answered {MaxUnansweredPings} pings.");
                session.Drop();
                continue;
            }

            session.UnansweredPings++;
            session.ProtocolProcessor.SendPing(session, []);
        }
    }
}
