namespace SuperSocket.SocketBase;

/// <content>The idle timeout: <c>clearIdleSession</c>, <c>clearIdleSessionInterval</c> and <c>idleSessionTimeOut</c>.</content>
public abstract partial class AppServer<TAppSession, TRequestInfo>
{
    // Guards the timer: a changed configuration and a stop may come at the same time.
    private readonly Lock _idleLock = new();
    private Timer? _idleTimer;
    private TimeSpan _idleInterval;

    private protected override void OnConfigChanged()
    {
        base.OnConfigChanged();
        SetIdleTimer();
    }

    private void SetIdleTimer()
    {
        lock (_idleLock)
        {
            TimeSpan interval = Config.ClearIdleSession && State == ServerState.Running
                ? TimeSpan.FromSeconds(Math.Max(1, Config.ClearIdleSessionInterval))
                : TimeSpan.Zero;
            if (interval == _idleInterval)
                return;
            _idleInterval = interval;
            _idleTimer?.Dispose();
            _idleTimer = interval == TimeSpan.Zero
                ? null
                : new Timer(static state => ((AppServer<TAppSession, TRequestInfo>)state!).CloseIdleSessions(), this, interval, interval);
        }
    }

    private void CloseIdleSessions()
    {
        TimeSpan limit = TimeSpan.FromSeconds(Config.IdleSessionTimeOut);
        foreach (TAppSession session in GetAllSessions())
        {
            if (session.IdleTime < limit)
                continue;
            if (Logger.IsInfoEnabled)
                Logger.Info(session, $"The session is closed because it was idle for {(int)session.IdleTime.TotalSeconds} s.");
            CloseGuarded(session, CloseReason.TimeOut);
        }
    }
}
